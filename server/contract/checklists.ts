import type { Level } from '../../geodata/place/level.ts'
import type { Say } from '../../geodata/place/say.ts'

export interface ChecklistItem {
  /** stable in the list: answers are kept by it */
  code: string
  label: Say
}

/** What a centre of a level is to have. A level without a list expects no centre. */
export interface Checklist {
  level: Level
  /** what the list goes by, such as 一办两厅三部 */
  label: Say
  items: ChecklistItem[]
}

/** `has` null = nobody has said yet */
interface AnsweredItem extends ChecklistItem {
  has: boolean | null
}

/** How a centre answers its list. */
export interface ChecklistAnswer {
  label: Say
  items: AnsweredItem[]
  /** every item is there */
  complete: boolean
}

/**
 * Lists to start from. Their names are those of 潼关; which rooms stand behind them differs from county to county and
 * no standard was at hand, so a county puts its own in their place.
 */
export const STANDARD_CHECKLISTS: Checklist[] = [
  {
    level: 'county',
    label: { zh: '一办两厅三部', en: 'One office, two halls, three sections' },
    items: [
      { code: 'office', label: { zh: '综合办公室', en: 'General office' } },
      { code: 'reception_hall', label: { zh: '群众接待大厅', en: 'Reception hall' } },
      { code: 'command_hall', label: { zh: '指挥调度大厅', en: 'Command hall' } },
      { code: 'mediation_section', label: { zh: '矛盾调处部', en: 'Mediation section' } },
      { code: 'analysis_section', label: { zh: '分析研判部', en: 'Analysis section' } },
      { code: 'supervision_section', label: { zh: '督办落实部', en: 'Supervision section' } },
    ],
  },
  {
    level: 'town',
    label: { zh: '两室一厅一平台', en: 'Two rooms, one hall, one platform' },
    items: [
      { code: 'mediation_room', label: { zh: '矛盾纠纷调解室', en: 'Mediation room' } },
      { code: 'meeting_room', label: { zh: '研判会商室', en: 'Consultation room' } },
      { code: 'reception_hall', label: { zh: '群众接待厅', en: 'Reception hall' } },
      { code: 'platform', label: { zh: '综治信息平台', en: 'Information platform' } },
    ],
  },
  {
    level: 'village',
    label: { zh: '四室一窗口', en: 'Four rooms, one window' },
    items: [
      { code: 'mediation_room', label: { zh: '调解室', en: 'Mediation room' } },
      { code: 'police_room', label: { zh: '警务室', en: 'Police room' } },
      { code: 'legal_room', label: { zh: '法律服务室', en: 'Legal service room' } },
      { code: 'people_room', label: { zh: '群众说事室', en: 'Room to talk things over' } },
      { code: 'window', label: { zh: '便民服务窗口', en: 'Service window' } },
    ],
  },
]
