import { z } from '@hono/zod-openapi'
import { AUDIT_FAULTS, AUDITED, type Audited, type AuditFaultKind } from '../contract/audit.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import { say } from './schemas.ts'

/** Schemas of `contract/audit.ts`. */

const count = z.number().int().min(0)
const hash = z.string().openapi({ description: 'SHA-256, hex', example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
export const audited = z.enum(AUDITED.codes as [Audited, ...Audited[]])

export const auditLineSchema = z
  .strictObject({
    seq: count,
    at: z.string().openapi({ format: 'date-time', example: '2024-03-05T00:30:00.000Z' }),
    account: z.string().nullable(),
    login: z.string(),
    role: z.enum(ROLES.codes as [Role, ...Role[]]).nullable(),
    organisation: z.string().nullable(),
    address: z.string().nullable(),
    action: audited,
    county: z.string().nullable(),
    subject: z.string().nullable().openapi({ example: 'case 4512' }),
    before: z.string().nullable().openapi({ description: 'JSON text of what was there before, as far as it was changed' }),
    after: z.string().nullable().openapi({ description: 'JSON text of what is there after it' }),
    hash,
  })
  .openapi('AuditLine')

const shownLineSchema = auditLineSchema
  .extend({ code: z.string().nullable().openapi({ description: 'Code of the case that it is about; not part of the line that the chain holds', example: '990101-2024-04512' }) })
  .openapi('ShownLine')

export const auditPageSchema = z
  .strictObject({
    lines: z.array(shownLineSchema),
    next: z.string().nullable().openapi({ description: '`cursor` of the next, older page; null where nothing older is kept' }),
    kept: z.strictObject({ first: count, last: count }).openapi({ description: 'First line that is still kept, and the newest' }),
  })
  .openapi('AuditPage')

export const auditVerdictSchema = z
  .strictObject({
    sound: z.boolean(),
    lines: count.openapi({ description: 'Lines read' }),
    first: z.strictObject({ seq: count, at: z.string() }).nullable(),
    head: z.strictObject({ seq: count, hash }).nullable().openapi({ description: 'Write it down outside of this machine, as SEQ:HASH' }),
    faults: z.array(
      z
        .strictObject({ kind: z.enum(AUDIT_FAULTS.codes as [AuditFaultKind, ...AuditFaultKind[]]), seq: count, say })
        .openapi('AuditFault'),
    ),
    faulty: count.openapi({ description: 'How many faults there are; `faults` has the first of them' }),
  })
  .openapi('AuditVerdict')
