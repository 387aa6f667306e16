/** Binary min-heap of integers under a number as key; equal keys leave in an order fixed by the pushes. */
export class MinHeap {
  private keys = new Float64Array(1024)
  private items = new Int32Array(1024)
  size = 0
  /** key of the item that `pop` gave last */
  key = 0

  push(item: number, key: number): void {
    if (this.size === this.keys.length) this.grow()
    const { keys, items } = this
    let at = this.size++
    while (at > 0) {
      const up = (at - 1) >> 1
      if ((keys[up] as number) <= key) break
      keys[at] = keys[up] as number
      items[at] = items[up] as number
      at = up
    }
    keys[at] = key
    items[at] = item
  }

  pop(): number {
    const { keys, items } = this
    const top = items[0] as number
    this.key = keys[0] as number
    const last = --this.size
    const key = keys[last] as number
    const item = items[last] as number
    let at = 0
    for (let child = 1; child < last; child = 2 * at + 1) {
      if (child + 1 < last && (keys[child + 1] as number) < (keys[child] as number)) child++
      if ((keys[child] as number) >= key) break
      keys[at] = keys[child] as number
      items[at] = items[child] as number
      at = child
    }
    keys[at] = key
    items[at] = item
    return top
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2)
    const items = new Int32Array(keys.length)
    keys.set(this.keys)
    items.set(this.items)
    this.keys = keys
    this.items = items
  }
}
