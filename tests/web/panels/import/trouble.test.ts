import { expect, test } from 'vitest'
import { ApiError } from '../../../../web/api/client.ts'
import { en, zh } from '../../../../web/i18n/words/imports.ts'
import { troubleOf } from '../../../../web/panels/import/trouble.ts'

const refused = (status: number) => new ApiError('refused', {
  status, problem: { type: '', title: 'T', status, detail: '服务器的话', code: 'c' },
})

function words(language: typeof zh, key: string): unknown {
  return (language.trouble as Record<string, string>)[key.replace('imports.trouble.', '')]
}

test.each([400, 403, 404, 409, 413, 415, 422, 500, 503])('%i has a title, a remedy and the server’s sentence', (status) => {
  const trouble = troubleOf(refused(status), 'preview')
  for (const language of [zh, en]) {
    expect(words(language, trouble.title), trouble.title).toBeTruthy()
    expect(words(language, trouble.hint), trouble.hint).toBeTruthy()
  }
  expect(trouble.said).toBe('服务器的话')
  expect(trouble.again).toBe(status === 409 || status >= 500)
})

test('a connection that broke during an import is not called a failure', () => {
  const gone = new ApiError('offline', {})
  expect(troubleOf(gone, 'import').title).not.toBe(troubleOf(gone, 'preview').title)
  expect(troubleOf(gone, 'import').again).toBe(true)
})
