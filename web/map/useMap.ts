import {
  addProtocol, Map as MapLibre, setWorkerUrl, type MapMouseEvent, type StyleSpecification,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { Protocol } from 'pmtiles'
import type { Camera } from '../stores/view.ts'
import { patternImage } from './patterns.ts'
import { AREAS, fillId } from './layers/areas.ts'
import { patternId, toneColour, type Pattern } from './layers/looks.ts'
import { mapStyle, type MapScene } from './layers/style.ts'

setWorkerUrl(workerUrl)
addProtocol('pmtiles', new Protocol().tile)

type Box = readonly [number, number, number, number]

/** A map on a page that scrolls leaves the wheel and one finger to the page, and says how it is moved itself. */
export interface Shy {
  wheel: string
  touch: string
}

export interface MapEvents {
  /** a person moved the map */
  moved(camera: Camera): void
  /** every frame of a movement */
  looking(camera: Camera): void
  /** the hand is on an area of the shown level, or on none; position in CSS pixels within the map */
  hover(index: number | null, x: number, y: number): void
  /** a press on an area, and where */
  pick(index: number, lngLat: { lng: number; lat: number }): void
  escape(): void
  failed(): void
  /** the graphics context is gone, or back again */
  lost(gone: boolean): void
}

export interface MapHandle {
  draw(scene: MapScene): void
  /** class of every area of a source layer, by index */
  paint(level: string, classes: ReadonlyMap<number, number>): void
  /** half the dots each way, for pictures that follow a hand; with false all of them again */
  coarsen(coarse: boolean): void
  fit(box: Box): void
  jump(camera: Camera): void
  zoomBy(steps: number): void
  highlight(index: number | null): void
  name(label: string): void
  /** What is drawn, with a scale bar, fine enough for paper, as the address of a picture; at once, as printing does not wait. */
  picture(scale: (camera: Camera) => { px: number; text: string }): string
  remove(): void
}

/** How far beyond the county a person may look, in county widths to each side. */
const MARGIN = 1.5
const MOVE_MS = 250
const WHEEL_QUIET_MS = 400
const FIT_PADDING_PX = 28
/** wide enough a map to leave the legend its corner */
const LEGEND_FROM_PX = 900
/** left of the county, the most first: as much as it can have without growing smaller; the last whatever it costs */
const LEGEND_PX = [352, 290, 220, 150] as const
const SAME_ZOOM = 0.05
/** dots of paper to a pixel of the page */
const PAPER_RATIO = 2.5
const COARSE_SHARE = 0.5
const USUAL_LETTERS_PX = 16

export function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null
}

/** The only place that knows MapLibre: draws scenes, paints areas, tells what a person does. */
export function useMap(container: HTMLElement, first: { scene: MapScene; box: Box; label: string; shy: Shy | null }, on: MapEvents): MapHandle {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const durationMs = still ? 0 : MOVE_MS
  const map = new MapLibre({
    container,
    style: mapStyle(first.scene),
    bounds: first.box as [number, number, number, number],
    fitBoundsOptions: { padding: padding(FIT_PADDING_PX) },
    maxBounds: widen(first.box),
    maxZoom: 17,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // 0 would have every name placed anew in each frame
    fadeDuration: still ? 1 : 160,
    maxCanvasSize: [16384, 16384],
    cooperativeGestures: first.shy !== null,
    locale: {
      'Map.Title': first.label,
      ...(first.shy && {
        'CooperativeGesturesHandler.WindowsHelpText': first.shy.wheel,
        'CooperativeGesturesHandler.MacHelpText': first.shy.wheel,
        'CooperativeGesturesHandler.MobileHelpText': first.shy.touch,
      }),
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()

  let scene = first.scene
  let waiting: MapScene | null = null
  let styled = false
  let hovered: number | null = null
  const painted = new Map<string, ReadonlyMap<number, number>>()
  const pushed = new Map<string, ReadonlyMap<number, number>>()

  map.on('style.load', () => addPatterns(map, scene))
  map.once('load', () => {
    styled = true
    for (const [level, classes] of painted) push(level, classes)
    if (waiting) draw(waiting)
  })
  watchIdle(map, container)
  listen()

  function draw(next: MapScene) {
    if (!styled) {
      waiting = next
      return
    }
    busy(container)
    mark(null)
    scene = next
    addPatterns(map, next)
    map.setStyle(mapStyle(next) as StyleSpecification, { diff: true, validate: false })
  }

  function paint(level: string, classes: ReadonlyMap<number, number>) {
    painted.set(level, classes)
    if (styled) push(level, classes)
  }

  /** Only what changed: a hand that brushes recolours a few areas of thousands each frame. */
  function push(level: string, classes: ReadonlyMap<number, number>) {
    busy(container)
    const before = pushed.get(level) ?? new Map<number, number>()
    const at = (id: number) => ({ source: AREAS, sourceLayer: level, id })
    for (const [id, value] of classes) if (before.get(id) !== value) map.setFeatureState(at(id), { class: value })
    for (const id of before.keys()) if (!classes.has(id)) map.removeFeatureState(at(id), 'class')
    pushed.set(level, classes)
    map.triggerRepaint()
  }

  function picture(scale: (camera: Camera) => { px: number; text: string }): string {
    const usual = map.getPixelRatio()
    map.setPixelRatio(Math.max(usual, PAPER_RATIO))
    map.redraw()
    const drawn = map.getCanvas()
    const paper = document.createElement('canvas')
    paper.width = drawn.width
    paper.height = drawn.height
    const pen = paper.getContext('2d')!
    pen.drawImage(drawn, 0, 0)
    drawScale(pen, scale(look()), { ratio: drawn.width / drawn.clientWidth, palette: scene.palette })
    map.setPixelRatio(usual)
    return paper.toDataURL('image/png')
  }

  function mark(index: number | null) {
    if (index === hovered || !styled) return
    const at = (id: number) => ({ source: AREAS, sourceLayer: scene.shown, id })
    if (hovered !== null) map.setFeatureState(at(hovered), { hover: false })
    if (index !== null) map.setFeatureState(at(index), { hover: true })
    hovered = index
  }

  function under(event: MapMouseEvent): number | null {
    const layer = fillId(scene.shown)
    if (!map.getLayer(layer)) return null
    const id = map.queryRenderedFeatures(event.point, { layers: [layer] })[0]?.id
    return typeof id === 'number' ? id : null
  }

  /** A county that is higher than the map is wide moves aside for the legend. */
  function roomFor(box: Box) {
    // the legend grows with the letters of the page
    const letters = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_LETTERS_PX
    const legend = LEGEND_PX.map((px) => px * letters)
    if (container.clientWidth < LEGEND_FROM_PX) return padding(FIT_PADDING_PX)
    const zoomAt = (left: number) => map.cameraForBounds(box as [number, number, number, number], { padding: padding(left), maxZoom: 16 })?.zoom ?? 0
    const least = legend[legend.length - 1]!
    const zoom = zoomAt(least)
    return padding(legend.find((left) => zoomAt(left) > zoom - SAME_ZOOM) ?? least)
  }

  function look(): Camera {
    return { zoom: map.getZoom(), lng: map.getCenter().lng, lat: map.getCenter().lat }
  }

  function listen() {
    map.on('move', () => on.looking(look()))
    map.on('moveend', (event) => {
      if (event.originalEvent || 'byHand' in event) on.moved(look())
    })
    // a wheel ends for MapLibre only with the next frame that something else asks for, which may never come
    let wheelEnd = 0
    container.addEventListener('wheel', () => {
      window.clearTimeout(wheelEnd)
      wheelEnd = window.setTimeout(() => on.moved(look()), WHEEL_QUIET_MS)
    }, { passive: true })
    map.once('remove', () => window.clearTimeout(wheelEnd))
    map.on('mousemove', (event) => {
      const index = under(event)
      mark(index)
      map.getCanvas().style.cursor = index === null ? '' : 'pointer'
      on.hover(index, event.point.x, event.point.y)
    })
    map.on('mouseout', () => {
      mark(null)
      on.hover(null, 0, 0)
    })
    map.on('click', (event) => {
      const index = under(event)
      if (index !== null) on.pick(index, { lng: event.lngLat.lng, lat: event.lngLat.lat })
    })
    map.getCanvas().addEventListener('keydown', (event) => event.key === 'Escape' && on.escape())
    map.on('error', () => on.failed())
    map.on('webglcontextlost', () => on.lost(true))
    map.on('webglcontextrestored', () => on.lost(false))
    map.once('load', () => on.looking(look()))
  }

  return {
    draw,
    paint,
    highlight: mark,
    coarsen: (coarse) => map.setPixelRatio(window.devicePixelRatio * (coarse ? COARSE_SHARE : 1)),
    fit: (box) => map.fitBounds(box as [number, number, number, number], { padding: roomFor(box), duration: durationMs, maxZoom: 16 }),
    jump: ({ lng, lat, zoom }) => map.easeTo({ center: [lng, lat], zoom, duration: durationMs }),
    zoomBy: (steps) => map.easeTo({ zoom: map.getZoom() + steps, duration: durationMs }, { byHand: true }),
    name: (label) => map.getCanvas().setAttribute('aria-label', label),
    picture,
    remove: () => map.remove(),
  }
}

/** A scale bar in the corner of a drawn map: it shrinks and grows with the picture. */
function drawScale(pen: CanvasRenderingContext2D, { px, text }: { px: number; text: string }, { ratio, palette }: { ratio: number; palette: MapScene['palette'] }) {
  const [left, bottom, tick] = [12 * ratio, pen.canvas.height - 12 * ratio, 6 * ratio]
  const right = left + px * ratio
  pen.lineWidth = 1.5 * ratio
  pen.strokeStyle = palette['map-label']
  pen.fillStyle = palette['map-label']
  pen.font = `${13 * ratio}px sans-serif`
  pen.beginPath()
  pen.moveTo(left, bottom - tick)
  pen.lineTo(left, bottom)
  pen.lineTo(right, bottom)
  pen.lineTo(right, bottom - tick)
  pen.stroke()
  pen.fillText(text, right + tick, bottom)
}

const PATTERNS: readonly Pattern[] = (['hatch', 'slant', 'dots', 'lines', 'columns', 'grid'] as const)
  .flatMap((name) => (['ink', 'paper'] as const).map((tone) => ({ name, tone })))

/** The patterns in the colours of the scene's light; those of the other one keep their names and stay. */
function addPatterns(map: MapLibre, { palette, dark }: MapScene) {
  for (const pattern of PATTERNS) {
    const id = patternId(pattern, dark)
    if (!map.hasImage(id)) map.addImage(id, patternImage(pattern.name, pattern.name === 'hatch' ? palette['map-hatch'] : toneColour(pattern.tone, palette)), { pixelRatio: 2 })
  }
}

/** `data-idle` on the container tells tests that nothing is under way any more. */
function watchIdle(map: MapLibre, container: HTMLElement) {
  map.on('idle', () => (container.dataset.idle = 'true'))
  map.on('movestart', () => busy(container))
  map.on('dataloading', () => busy(container))
}

function padding(left: number) {
  return { top: FIT_PADDING_PX, right: FIT_PADDING_PX, bottom: FIT_PADDING_PX + 16, left }
}

function busy(container: HTMLElement) {
  delete container.dataset.idle
}

function widen([west, south, east, north]: Box): [number, number, number, number] {
  const dx = (east - west) * MARGIN
  const dy = (north - south) * MARGIN
  return [Math.max(west - dx, -180), Math.max(south - dy, -84), Math.min(east + dx, 180), Math.min(north + dy, 84)]
}
