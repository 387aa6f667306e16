import { expect, test } from 'vitest'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import BarList from '../../../web/panels/BarList.vue'

const BARS = [{ key: 'a', name: '柳河镇', value: 3, text: '3', chosen: true }, { key: '', name: '未定位', value: 1, text: '1', inert: true }]
const drawn = (props: object) => renderToString(createSSRApp(BarList, { bars: BARS, max: 3, ...props }))
const rows = (html: string) => [...html.matchAll(/<(button|div)[^>]* class="bar"[^>]*>|<(button|div) class="bar[^>]*>/g)].map(([tag]) => [tag.startsWith('<button') ? 'button' : 'row', /aria-pressed="(\w+)"/.exec(tag)?.[1] ?? null])

test('a bar is a button where it leads somewhere, and a plain row where it does not', async () => {
  expect(rows(await drawn({}))).toEqual([['button', null], ['row', null]])
  expect(rows(await drawn({ toggles: true }))).toEqual([['button', 'true'], ['row', null]])
  expect(rows(await drawn({ toggles: true, inert: true }))).toEqual([['row', null], ['row', null]])
})
