import { createPinia, setActivePinia } from 'pinia'
import { expect, test } from 'vitest'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Count } from '../../../server/contract/withheld.ts'
import { areaFigures } from '../../../web/areas/figures.ts'
import { i18n } from '../../../web/i18n/index.ts'
import RankingPanel from '../../../web/panels/RankingPanel.vue'

/** The panel of towns with these cases: its title, and of each row its rank, name and figure. */
async function shown(counts: Count[]) {
  const rows = counts.map((count, index) => ({ key: `t${index}`, name: `镇${index}`, count, resolved: 0, index, population: null, perTenThousand: null }))
  const figures = areaFigures(rows, [], 'count', ({ name }) => name)
  const page = { render: () => null }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'map', component: page }] })
  const pinia = createPinia()
  setActivePinia(pinia)
  await router.push('/')
  const html = await renderToString(createSSRApp(RankingPanel, { figures, level: '乡镇' }).use(pinia).use(router).use(i18n))
  const text = (of: string) => of.replaceAll(/<[^>]*>|&lt;/g, (tag) => (tag === '&lt;' ? '<' : ''))
  const bars = [...html.matchAll(/(?:<span class="rank">(\d+)<\/span>)?(?:<!--[^>]*-->)*<span class="name"[^>]*>(.*?)<\/span>.*?<span class="text">(.*?)<\/span>/g)]
  return { title: text(/<h2[^>]*>(.*?)<\/h2>/.exec(html)![1]!), why: html.includes('以下不排名次'), bars: bars.map(([, rank, name, figure]) => [rank ?? '', text(name!), text(figure!)].join(' ').trim()) }
}

test('a place whose number is withheld stands apart and has no rank', async () => {
  expect(await shown([40, 'complement', 25, 'small', 0])).toEqual({
    title: '所列各处中镇0最多，40 件', why: true, bars: ['1 镇0 40', '2 镇2 25', '3 镇4 0', '镇3 <3', '镇1 —'],
  })
})

test('where every number is told there is one list', async () => {
  expect(await shown([4, 9, 0])).toEqual({ title: '镇1最多，9 件', why: false, bars: ['1 镇1 9', '2 镇0 4', '3 镇2 0'] })
})
