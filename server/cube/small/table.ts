import { LEAST_TOLD } from '../../contract/withheld.ts'
import { isSmall, SILENT, SMALL, TOLD } from './tree.ts'

/** Counts of places by the terms of one vocabulary. */
export interface TermRow {
  /** position of the row of the place above; -1 for the first row, which is of the root */
  parent: number
  /** by term; they add up to a count that is told */
  values: ArrayLike<number>
  /** may numbers of it be told? The others stand for what of a place lies in none of its told parts, and follow by subtraction */
  published: boolean
}

/**
 * What may be told of every cell, row by row, so that no small one follows; null where nothing can be.
 *
 * For every small cell there is a set of cells that may all change by one case without changing anything that is told:
 * a case of one row goes from one term to another, and in a second row (or in the rows above, up to the first) one goes
 * the other way. The cells of that set are kept back, with marks that stay true after the change. Where some cell has no
 * such set, the rows below the first are silent, and where that does not help, all of them.
 */
export function tellTerms(rows: readonly TermRow[]): Uint8Array[] {
  const terms = rows[0]!.values.length
  const silent = (): Uint8Array => new Uint8Array(terms).fill(SILENT)
  const all = new Exchange(rows).kept()
  if (all) return all
  const alone = new Exchange([rows[0]!, { ...rows[0]!, parent: 0, published: false }]).kept()
  return rows.map((_, at) => (at === 0 && alone ? alone[0]! : silent()))
}

/** Cells that one exchange changes, and what keeping them back costs. */
interface Chain {
  cost: number
  cells: readonly number[]
}

const ONE_CELL = 2 ** 32

class Exchange {
  private readonly terms: number
  private readonly children: number[][]
  private readonly hidden: Uint8Array
  private readonly rows: readonly TermRow[]

  constructor(rows: readonly TermRow[]) {
    this.rows = rows
    this.terms = rows[0]!.values.length
    this.children = rows.map(() => [])
    rows.forEach(({ parent }, at) => parent >= 0 && this.children[parent]!.push(at))
    this.hidden = Uint8Array.from({ length: rows.length * this.terms }, (_, cell) => Number(isSmall(this.value(cell))))
  }

  /** Null where a small cell has no exchange. */
  kept(): Uint8Array[] | null {
    for (let cell = 0; cell < this.hidden.length; cell++) {
      if (!isSmall(this.value(cell))) continue
      const chain = this.cheapest(Math.floor(cell / this.terms), cell % this.terms)
      if (!chain) return null
      for (const one of chain.cells) this.hidden[one] = 1
    }
    return this.rows.map(({ published }, row) => Uint8Array.from({ length: this.terms }, (_, term) => {
      const cell = row * this.terms + term
      if (!published) return SILENT
      return this.hidden[cell] === 0 ? TOLD : isSmall(this.value(cell)) ? SMALL : SILENT
    }))
  }

  private value(cell: number): number {
    return this.rows[Math.floor(cell / this.terms)]!.values[cell % this.terms]!
  }

  private cheapest(row: number, term: number): Chain | null {
    const { values, published } = this.rows[row]!
    let best: Chain | null = null
    for (let other = 0; other < this.terms; other++) {
      if (other === term) continue
      // a cell without a mark may change either way
      const grown = !published || values[term] === 1 ? this.whole(row, term, other) : null
      const shrunk = !published || values[term] === 2 ? this.whole(row, other, term) : null
      for (const chain of [grown, shrunk]) if (chain && (!best || chain.cost < best.cost)) best = chain
    }
    return best
  }

  private whole(row: number, to: number, from: number): Chain | null {
    const below = this.down(row, to, from)
    return below && join(below, this.aside(row, to, from))
  }

  /** The row takes a case from one term to the other, and so does one of the rows below it. */
  private down(row: number, to: number, from: number): Chain | null {
    const own = this.own(row, to, from)
    const below = this.children[row]!
    if (!own || below.length === 0) return own
    return join(own, this.least(below, to, from))
  }

  /** What makes up for the change of a row: a row beside it, or the one above with what makes up for that. */
  private aside(row: number, to: number, from: number): Chain | null {
    const above = this.rows[row]!.parent
    if (above < 0) return NOTHING
    const beside = this.least(this.children[above]!.filter((one) => one !== row), from, to)
    const own = this.own(above, to, from)
    const over = own && join(own, this.aside(above, to, from))
    return !beside || (over && over.cost < beside.cost) ? over : beside
  }

  private least(rows: readonly number[], to: number, from: number): Chain | null {
    let best: Chain | null = null
    for (const row of rows) {
      const chain = this.down(row, to, from)
      if (chain && (!best || chain.cost < best.cost)) best = chain
    }
    return best
  }

  /** May the row change so, its marks staying true? What is told as 0 may not, nor may a 2 grow or a 3 shrink. */
  private own(row: number, to: number, from: number): Chain | null {
    const { values, published } = this.rows[row]!
    const [taker, giver] = [values[to]!, values[from]!]
    if (!published) return giver > 0 ? NOTHING : null
    if (taker === 0 || taker === 2 || giver <= 1 || giver === LEAST_TOLD) return null
    const cells = [row * this.terms + to, row * this.terms + from]
    return { cost: this.costOf(cells[0]!) + this.costOf(cells[1]!), cells }
  }

  private costOf(cell: number): number {
    return this.hidden[cell] === 1 ? 0 : ONE_CELL + this.value(cell)
  }
}

const NOTHING: Chain = { cost: 0, cells: [] }

function join(one: Chain, other: Chain | null): Chain | null {
  return other && { cost: one.cost + other.cost, cells: [...one.cells, ...other.cells] }
}
