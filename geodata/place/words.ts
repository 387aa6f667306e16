import { cleanCode } from './code.ts'
import { KEY_SEPARATOR } from './lexicon.ts'
import { placeText } from './normalise.ts'

/** The cells of a row that say where; blank, null and absent are the same. */
export interface PlaceWords {
  code?: string | null
  town?: string | null
  village?: string | null
  grid?: string | null
  /** free text such as an address: read after the cells, never stored */
  text?: string | null
  /** the town comes from an earlier row of the block, so a town in the village's own cell outweighs it */
  townCarried?: boolean
}

/** characters of one cell in a place key: the longest names have half of that */
const KEY_PART = 36
const NOTHING = /^(?:无|空|不详|未知|不明|其他|其它|null|nan|none|n\|?a|\?+)$/u

/** Normalised words, the key of the queue of unsettled places and of the aliases learnt from it. */
export function placeKey(words: PlaceWords): string {
  return keyOf(cellsOf(words), words)
}

/** The words as they are compared; '' for what says nothing. */
export interface Cells {
  town: string
  village: string
  grid: string
  text: string
}

export function cellsOf({ town, village, grid, text }: PlaceWords): Cells {
  return { town: cell(town), village: cell(village), grid: cell(grid), text: cell(text) }
}

export function keyOf({ town, village, grid, text }: Cells, words: PlaceWords): string {
  const parts = village || grid ? [town, village, grid] : [town, text && cell(addressPlace(words.text ?? ''))]
  const kept = parts.filter((part) => part !== '').map((part) => part.slice(0, KEY_PART))
  const key = kept.join(KEY_SEPARATOR).replaceAll('|', ' ')
  return key === '' ? cleanCode(words.code ?? '') : key
}

/** What an address says of a place, without house number, telephone or what else could point at a household. */
function addressPlace(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\d{5,}/gu, '')
    .replace(/(?<![\d十百])[\d十百]+(?:号|栋|幢|单元|室|户).*$/u, '')
}

function cell(text: string | null | undefined): string {
  const place = placeText(text ?? '')
  return NOTHING.test(place) ? '' : place
}
