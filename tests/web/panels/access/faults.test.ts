import { expect, test } from 'vitest'
import { ApiError } from '../../../../web/api/client.ts'
import { faultAt, faultElsewhere } from '../../../../web/panels/access/faults.ts'

function refusal(field?: string): ApiError {
  return new ApiError('refused', { status: 422, problem: { type: '', title: '', status: 422, detail: 'taken', code: 'c', ...(field && { field }) } })
}

test('a fault stands at its field and nowhere else', () => {
  const problem = refusal('login')
  expect([faultAt(problem, 'login'), faultAt(problem, 'name')]).toEqual(['taken', null])
  expect(faultElsewhere(problem, ['login', 'name'])).toBeNull()
})

test('a fault of no field of the form stands above it', () => {
  for (const problem of [refusal(), refusal('organisation'), new ApiError('offline', {})]) {
    expect(faultElsewhere(problem, ['login'])).toBe(problem)
  }
  expect(faultElsewhere(null, ['login'])).toBeNull()
})
