import type { ApiError } from '../../api/client.ts'

/** What the server says of one field of a form; null when the fault is not there. `field` may be a path as `admins.audit_admin.login`. */
export function faultAt(problem: ApiError | null, field: string): string | null {
  return problem?.problem?.field === field ? problem.problem.detail : null
}

/** A fault that none of these fields can show. */
export function faultElsewhere(problem: ApiError | null, fields: readonly string[]): ApiError | null {
  return problem && !fields.includes(problem.problem?.field ?? '') ? problem : null
}
