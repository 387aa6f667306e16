import { vocabulary, type CodeOf } from './vocabulary.ts'

/** What a post lets its holder do. A route names the one that it asks for; without it nothing of the county is read. */
export const RIGHTS = vocabulary([
  { code: 'figures', label: { zh: '看件数与地图', en: 'See figures and the map' } },
  { code: 'cases', label: { zh: '看案件', en: 'Read cases' } },
  { code: 'enter', label: { zh: '登记案件', en: 'Enter cases' } },
  { code: 'handle', label: { zh: '办理案件', en: 'Handle cases' } },
  { code: 'direct', label: { zh: '研判、派单、吹哨、销号', en: 'Triage, dispatch, call departments, close out' } },
  { code: 'supervise', label: { zh: '督办', en: 'Supervise' } },
  { code: 'import', label: { zh: '导入台账', en: 'Import ledgers' } },
  { code: 'settle', label: { zh: '地点归位', en: 'Settle places' } },
  { code: 'export', label: { zh: '导出', en: 'Export' } },
  { code: 'organisations', label: { zh: '维护组织机构', en: 'Keep organisations' } },
  { code: 'accounts', label: { zh: '管理账号', en: 'Manage accounts' } },
  { code: 'settings', label: { zh: '管理设置', en: 'Manage settings' } },
  { code: 'policy', label: { zh: '授予角色、设定安全策略', en: 'Grant roles and set the security policy' } },
  { code: 'audit', label: { zh: '查阅审计日志', en: 'Read the audit log' } },
])
export type Right = CodeOf<typeof RIGHTS>

/**
 * Roles. `sees`: the cases that it reads, all of its area or those of its organisation alone. `side`: posts of two
 * sides never meet in one account, which keeps the three administrators apart from one another and from the work
 * (GB/T 22239-2019, 三员分立).
 */
export const ROLES = vocabulary([
  {
    code: 'leader',
    side: 'work',
    sees: 'area',
    rights: ['figures', 'cases', 'supervise', 'export'],
    label: { zh: '领导', en: 'Leader' },
    what: { zh: '看全县（市）的图和案件，督办，导出', en: 'Reads a whole county or prefecture, supervises, exports' },
  },
  {
    code: 'clerk',
    side: 'work',
    sees: 'area',
    rights: ['figures', 'cases', 'enter', 'handle', 'direct', 'import', 'settle', 'export', 'organisations'],
    label: { zh: '综治中心', en: 'Centre clerk' },
    what: { zh: '管本区域的案件：登记、研判、派单、吹哨、销号', en: 'Keeps the cases of an area: entry, triage, dispatch, calls, close-out' },
  },
  {
    code: 'mediator',
    side: 'work',
    sees: 'own',
    rights: ['figures', 'cases', 'enter', 'handle'],
    label: { zh: '调解组织', en: 'Mediator organisation' },
    what: { zh: '办本组织的案件，应哨报到', en: 'Handles the cases of its organisation, answers calls' },
  },
  {
    code: 'supervisor',
    side: 'work',
    sees: 'area',
    rights: ['figures', 'cases'],
    label: { zh: '网格管理员', en: 'Grid supervisor' },
    what: { zh: '看本乡镇的图和案件', en: 'Reads the map and the cases of its towns' },
  },
  {
    code: 'worker',
    side: 'work',
    sees: 'area',
    rights: ['figures', 'cases', 'enter'],
    label: { zh: '网格员', en: 'Grid worker' },
    what: { zh: '登记本网格的纠纷', en: 'Enters the disputes of a grid' },
  },
  {
    code: 'wall',
    side: 'work',
    sees: 'none',
    rights: ['figures'],
    label: { zh: '大屏', en: 'Screen wall' },
    what: { zh: '设备令牌，只看件数，看不到案件', en: 'A device token: aggregates only, no case' },
  },
  {
    code: 'system_admin',
    side: 'system',
    sees: 'none',
    rights: ['accounts', 'settings'],
    label: { zh: '系统管理员', en: 'System administrator' },
    what: { zh: '管账号和设置，看不到案件', en: 'Keeps accounts and settings, reads no case' },
  },
  {
    code: 'security_admin',
    side: 'security',
    sees: 'none',
    rights: ['policy'],
    label: { zh: '安全管理员', en: 'Security administrator' },
    what: { zh: '授予角色，设定安全策略', en: 'Grants roles and sets the policy' },
  },
  {
    code: 'audit_admin',
    side: 'audit',
    sees: 'none',
    rights: ['audit'],
    label: { zh: '审计管理员', en: 'Audit administrator' },
    what: { zh: '查阅审计日志，什么都改不了', en: 'Reads the audit log, can change nothing' },
  },
])
export type Role = CodeOf<typeof ROLES>
