/** What runs in the page while a hand is imitated, and looks at what the page does. */

export interface Span {
  from: string
  to: string
}

/** The stores of the page, as far as the bench looks at them. */
interface Stores {
  cube: { current: object | null }
  filter: { change(view: object, options: object): Promise<void> }
  figures: { $onAction(look: (action: { name: string; after(then: () => void): void }) => void): void; set: { ask: { filter: Partial<Span> } } | null }
}

/** Milliseconds of one step. */
export interface Taken {
  /** counting alone */
  countedMs: number
  /** until everything is counted, the page patched, and map and charts are told: counting is part of it */
  toldMs: number
  /** then, before the next picture: what the map does to draw it, and what the charts do */
  mapMs: number
  chartMs: number
  /** from the change until the picture that shows it has left the page */
  pictureMs: number
}

interface Watched {
  stores: Stores
  countedMs: number
  frame: { map: number; chart: number; page: number }
  draws: number
  /** pictures of the map */
  drawn: number
  /** waits for the imitated GPU after each picture of the map */
  finishing: boolean
  rasterMs: number[]
}

type Window = typeof globalThis & { watched: Watched }

/** Before anything of the page runs: tells whose work the callbacks of a frame are. The loader of the bench names functions by a helper of its own. */
export const WATCH = `globalThis.__name = (run) => run; (${watch.toString()})()`

function watch(): void {
  const watched: Omit<Watched, 'stores'> = { countedMs: 0, frame: { map: 0, chart: 0, page: 0 }, draws: 0, drawn: 0, finishing: false, rasterMs: [] }
  ;(globalThis as Window).watched = watched as Watched
  const draw = WebGL2RenderingContext.prototype.drawElements
  WebGL2RenderingContext.prototype.drawElements = function (...told) {
    watched.draws++
    draw.apply(this, told)
  }
  const soon = globalThis.requestAnimationFrame.bind(globalThis)
  globalThis.requestAnimationFrame = (run) => {
    const caller = new Error('frame').stack ?? ''
    const whose = caller.includes('MapView-') ? 'map' : caller.includes('ChartView-') ? 'chart' : 'page'
    return soon((at) => {
      const [start, before] = [performance.now(), watched.draws]
      run(at)
      watched.frame[whose] += performance.now() - start
      if (whose !== 'map' || watched.draws === before) return
      watched.drawn++
      if (!watched.finishing) return
      const context = document.querySelector<HTMLCanvasElement>('.maplibregl-canvas')!.getContext('webgl2')!
      const told = performance.now()
      context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4))
      watched.rasterMs.push(performance.now() - told)
    })
  }
}

/** Finds the stores, and times their counting. */
export function meet(): void {
  const app = document.querySelector('#app') as unknown as { __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, unknown> } } } } }
  const stores = Object.fromEntries(app.__vue_app__.config.globalProperties.$pinia._s) as unknown as Stores
  const { watched } = globalThis as Window
  watched.stores = stores
  stores.figures.$onAction(({ name, after }) => {
    const asked = performance.now()
    if (name === 'show') after(() => (watched.countedMs += performance.now() - asked))
  })
}

export const holdsCube = (): boolean => (globalThis as Window).watched.stores.cube.current !== null

/** One step after the other, each begun when the one before is seen; ends when the time is over. */
export async function steps({ spans, seconds, raster = false }: { spans: Span[]; seconds: number; raster?: boolean }): Promise<{ taken: Taken[]; rasterMs: number[] }> {
  const { watched } = globalThis as Window
  const { filter, figures } = watched.stores
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const afterTasks = () => new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => resolve())
    port1.start()
    port2.postMessage(null)
  })
  watched.finishing = raster
  watched.rasterMs = []
  const taken: Taken[] = []
  const gesture = Symbol('bench')
  const until = performance.now() + seconds * 1_000
  for (const span of spans) {
    if (performance.now() > until) break
    await nextFrame()
    await afterTasks()
    await afterTasks()
    watched.countedMs = 0
    watched.frame = { map: 0, chart: 0, page: 0 }
    const start = performance.now()
    void filter.change({ period: 'custom', span }, { gesture })
    // the page is patched in a microtask; a task later might be behind a frame
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    if (figures.set?.ask.filter.from !== span.from) throw new Error(`No figures from ${span.from} on, but from ${figures.set?.ask.filter.from}`)
    const toldMs = performance.now() - start
    await nextFrame()
    await afterTasks()
    taken.push({ countedMs: watched.countedMs, toldMs, mapMs: watched.frame.map, chartMs: watched.frame.chart, pictureMs: performance.now() - start })
  }
  return { taken, rasterMs: watched.rasterMs }
}

/** A hand that never rests: a new period with each frame, whether or not the page keeps up. Milliseconds between frames, and how many pictures the map drew. */
export async function stroke({ spans, seconds }: { spans: Span[]; seconds: number }): Promise<{ frameMs: number[]; drawn: number }> {
  const { watched } = globalThis as Window
  const frameMs: number[] = []
  const gesture = Symbol('bench')
  const until = performance.now() + seconds * 1_000
  const before = watched.drawn
  let last: number | null = null
  for (const span of spans) {
    const at = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    if (last !== null) frameMs.push(at - last)
    last = at
    if (performance.now() > until) break
    void watched.stores.filter.change({ period: 'custom', span }, { gesture })
  }
  return { frameMs, drawn: watched.drawn - before }
}
