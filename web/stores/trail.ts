import { pageQuery, type View } from './view.ts'

/** Steps that can be taken back. */
const LONGEST = 100

/**
 * The views that a person came through, for undo and redo. Where the map looks is no step. Views that belong to one
 * gesture, such as a brush that is drawn, are one step: the last of them.
 */
export class Trail {
  private views: View[] = []
  private at = -1
  private gesture: symbol | null = null

  /** `gesture` tells the steps of one movement of the hand from others. */
  note(view: View, gesture: symbol | null = null): void {
    const here = this.views[this.at]
    const one = gesture !== null && gesture === this.gesture
    this.gesture = gesture
    if (here && same(here, view)) this.views[this.at] = view
    else if (one && this.at > 0) this.put(this.at, view)
    else this.put(this.at + 1, view)
  }

  /** The view before, or after; null where there is none. */
  step(by: -1 | 1): View | null {
    const view = this.views[this.at + by]
    if (!view) return null
    this.at += by
    this.gesture = null
    return view
  }

  /** Another county or another person begins anew. */
  clear(): void {
    this.views = []
    this.at = -1
    this.gesture = null
  }

  get back(): boolean {
    return this.at > 0
  }

  get forth(): boolean {
    return this.at < this.views.length - 1
  }

  private put(at: number, view: View): void {
    this.views = [...this.views.slice(0, at), view].slice(-LONGEST)
    this.at = this.views.length - 1
  }
}

function same(a: View, b: View): boolean {
  const text = (view: View) => JSON.stringify({ ...pageQuery('map', { ...view, camera: null }), county: '' })
  return text(a) === text(b)
}
