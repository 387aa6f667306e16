import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { UnlocatedGroup } from '../../server/contract/imports.ts'
import { expectAccessible, useBrowser } from './browser.ts'
import { ask, importByApi, ledger, someVillages } from './ledger.ts'

const address = inject('address')
const { visit } = useBrowser(address, { mapless: true })
const WORDS = ['无名岭甲处', '无名岭乙处']
const HEAD = ['案件编号', '乡镇', '村', '日期', '纠纷类型']
let places: Awaited<ReturnType<typeof someVillages>> = []
const batches: (string | null)[] = []

/** Two rows of the first words and one of the second; the town is known, the village is not. */
function rows(from: number) {
  const town = places[0]!.town
  return [WORDS[0]!, WORDS[0]!, WORDS[1]!].map((words, at) => [`定点-${from + at}`, town, words, '2024-05-06', '邻里'])
}

async function waiting(): Promise<UnlocatedGroup[]> {
  const { groups } = await ask<{ groups: UnlocatedGroup[] }>(address, '/unlocated')
  return groups.filter(({ words }) => words.includes('无名岭'))
}

beforeAll(async () => {
  places = await someVillages(address)
  batches.push((await importByApi(address, ledger('定点一.csv', [HEAD, ...rows(1)]))).batch)
})

afterAll(async () => {
  for (const batch of batches.reverse()) if (batch) await ask(address, `/imports/${batch}`, { method: 'DELETE' })
})

describe('places that a ledger names unclearly', () => {
  test('are settled by keyboard alone, remembered, and put right after a slip', async () => {
    expect((await waiting()).map(({ cases }) => cases)).toEqual([2, 1])
    const [first, second] = places
    const { page, complaints, strangers } = await visit('/places')
    await page.getByRole('button', { name: /无名岭甲处/ }).click()
    await expectAccessible(page)
    await page.keyboard.press('/')
    await page.keyboard.type(first!.village.name)
    await page.getByRole('option', { name: new RegExp(first!.village.name) }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(new RegExp(`“${first!.village.name}”定下 2 件`)).first().waitFor()
    expect((await waiting()).map(({ cases }) => cases)).toEqual([1])

    // a slip: the same words again, elsewhere
    await page.getByRole('button', { name: /改定/ }).click()
    await page.getByRole('heading', { name: /无名岭甲处/ }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(second!.village.name)
    await page.getByRole('option', { name: new RegExp(second!.village.name) }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(new RegExp(`“${second!.village.name}”定下 2 件`)).first().waitFor()
    expect(await page.getByText('本次已定 2 件').isVisible()).toBe(true)

    // the words were learnt: the next ledger finds the place
    const next = await importByApi(address, ledger('定点二.csv', [HEAD, ...rows(11).slice(0, 2)]))
    batches.push(next.batch)
    expect([next.accepted, next.unlocated]).toEqual([2, 0])
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('the server’s refusal is said and nothing moves', async () => {
    const { page } = await visit('/places')
    await page.getByRole('button', { name: /无名岭乙处/ }).click()
    await page.route('**/unlocated/settle', (route) =>
      route.fulfill({ status: 400, json: { type: '', title: '', status: 400, detail: '没有这个代码', code: 'x' } }))
    await page.keyboard.press('/')
    await page.keyboard.type(places[0]!.village.name)
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('没有定下：没有这个代码').first().waitFor()
    expect(await page.getByRole('heading', { name: /无名岭乙处/ }).isVisible()).toBe(true)
    expect((await waiting()).map(({ cases }) => cases)).toEqual([1])
  })

  test('nothing left: the page says so', async () => {
    const { page } = await visit('/places?lang=en&theme=hall')
    await page.locator('.work').waitFor()
    await page.route('**/unlocated', (route) => route.fulfill({ json: { groups: [] } }))
    await page.reload()
    await page.getByText('Every case has its place').waitFor()
    expect(await page.getByRole('link', { name: 'To the map' }).isVisible()).toBe(true)
    await expectAccessible(page)
  })
})
