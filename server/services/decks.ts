import { areasOf } from '../contract/boardView.ts'
import { DECK_BOUNDS, type Deck, type DeckChange, type Decks, type NewDeck, type Slide } from '../contract/decks.ts'
import { AppError } from '../contract/error.ts'
import type { CaseScope } from '../contract/scope.ts'
import { maskText, saysNothing } from '../ledger/mask.ts'
import type { Places } from '../ledger/persons/names.ts'
import { placesOf } from '../ledger/persons/places.ts'
import { sensitiveWords } from '../ledger/values/category.ts'
import { halfWidthWords } from '../ledger/values/text.ts'
import { appendLine } from '../store/audit.ts'
import { deckRows, insertDeck, removeDeck, updateDeck, type StoredDeck } from '../store/decks.ts'
import { uuidV7 } from '../store/uuid.ts'
import { rightsOf } from './caseLife/reach.ts'
import type { Context } from './context.ts'
import { keeping } from './keeping.ts'
import { checkedBoard, liesWithin } from './savedViews.ts'

/**
 * One’s own by name, then those that others share who see as much or more; a post that does not read its area has its
 * own alone. Slides of others that look at another part than the asker's are left out and counted, and so is a deck of
 * which none is left; their notes are for posts that direct or supervise. Throws `AppError` 403 for whoever has no account.
 */
export async function listDecks(ctx: Context, scope: CaseScope): Promise<Decks> {
  const account = accountOf(scope)
  const rows = await deckRows(ctx.db, scope, account)
  if (rows.length === 0) return { decks: [] }
  const { tree } = await ctx.packs.get(scope.county)
  const within = (root: string, area: string): boolean => liesWithin(tree, root, area)
  const rights = rightsOf(scope.by)
  const presents = rights.includes('direct') || rights.includes('supervise')
  const shared = scope.cases.within === 'area' ? rows.filter((deck) => deck.account !== account && within(deck.root, scope.root)) : []
  const ofOthers = shared.map((deck) => {
    const slides = deck.slides.filter(({ query }) => placesIn(query, deck.root).every((area) => within(scope.root, area)))
    return shownDeck(deck, account, presents ? slides : slides.map((slide) => ({ ...slide, note: null })))
  })
  const own = rows.filter((deck) => deck.account === account).map((deck) => shownDeck(deck, account))
  return { decks: [...own, ...ofOthers.filter(({ slides }) => slides.length > 0)] }
}

/** What a slide looks at: one that names no area shows all that its maker saw. */
function placesIn(query: string, root: string): string[] {
  return [...areasOf(query), ...(new URLSearchParams(query).has('area') ? [] : [root])]
}

/**
 * Keeps a new deck. Notes are masked; throws `AppError` 400 for a name or a title that points at a person, for words of
 * a shared deck that tell of families, and for a view that the board does not understand, 409 for a name that the
 * account has already and where there are too many.
 */
export async function saveDeck(ctx: Context, scope: CaseScope, draft: NewDeck): Promise<Deck> {
  const account = accountOf(scope)
  const deck: StoredDeck = { ...(await checkedDeck(ctx, scope, draft)), id: uuidV7(ctx.now()), account, root: scope.root, version: 1 }
  return keeping(ctx, account, async (tx) => {
    const own = (await deckRows(tx, scope, account)).filter((one) => one.account === account)
    if (own.length >= DECK_BOUNDS.decks) throw tooMany()
    refuseTaken(own, deck)
    await insertDeck(tx, scope, deck)
    appendLine(tx, scope.by, { ...at(ctx, scope), subject: `deck ${deck.id}`, after: told(deck, []) })
    return shownDeck(deck, account)
  })
}

/** Changes one's own deck. As `saveDeck`; 404 for a deck that is not the asker's, 409 where it was changed since `version`. */
export async function changeDeck(ctx: Context, scope: CaseScope, id: string, { version, ...draft }: DeckChange): Promise<Deck> {
  const account = accountOf(scope)
  const deck: StoredDeck = { ...(await checkedDeck(ctx, scope, draft)), id, account, root: scope.root, version }
  return keeping(ctx, account, async (tx) => {
    const own = (await deckRows(tx, scope, account)).filter((one) => one.account === account)
    const before = own.find((one) => one.id === id)
    if (!before) throw unknownDeck()
    refuseTaken(own, deck)
    if (!(await updateDeck(tx, scope, deck))) throw changedSince()
    const reworded = REWORDED.filter((part) => wordsOf(before, part) !== wordsOf(deck, part))
    appendLine(tx, scope.by, { ...at(ctx, scope), subject: `deck ${id}`, before: told(before, reworded), after: told(deck, reworded) })
    return shownDeck({ ...deck, version: version + 1 }, account)
  })
}

/** Throws `AppError` 404 for a deck that is not the asker's. */
export async function deleteDeck(ctx: Context, scope: CaseScope, id: string): Promise<void> {
  const account = accountOf(scope)
  await keeping(ctx, account, async (tx) => {
    const gone = await removeDeck(tx, scope, account, id)
    if (gone === null) throw unknownDeck()
    appendLine(tx, scope.by, { ...at(ctx, scope), subject: `deck ${id}`, before: told(gone, []) })
  })
}

function shownDeck({ id, account, name, shared, slides, version }: StoredDeck, asker: string, shown: Slide[] = slides): Deck {
  return { id, name, shared, slides: shown, version, own: account === asker, elsewhere: slides.length - shown.length }
}

/** What a person typed into a deck. */
const REWORDED = ['name', 'titles', 'notes'] as const
type Reworded = (typeof REWORDED)[number]

function wordsOf({ name, slides }: NewDeck, part: Reworded): string {
  return part === 'name' ? name : JSON.stringify(slides.map(({ title, note }) => (part === 'titles' ? title : note)))
}

/** What the audit log says of a deck: what it shows and to whom, and of its words, that they were written or changed. */
function told({ shared, slides }: NewDeck, reworded: readonly Reworded[]) {
  return { shared, slides: slides.map(({ query }) => query), ...Object.fromEntries(reworded.map((part) => [part, '…'])) }
}

function at(ctx: Context, { county }: CaseScope) {
  return { action: 'setting_changed', at: new Date(ctx.now()), county } as const
}

async function checkedDeck(ctx: Context, scope: CaseScope, { name, shared, slides }: NewDeck): Promise<NewDeck> {
  const places = placesOf((await ctx.packs.get(scope.county)).tree)
  const title = checkedWords(name, { field: 'name', longest: DECK_BOUNDS.name, places })
  if (shared) refuseFamily(name, 'name')
  if (title === null) throw badDeck('name', { zh: '请给演示起名', en: 'Give the deck a name' })
  const checked: Slide[] = []
  for (const [k, slide] of slides.entries()) {
    checked.push(await checkedSlide(ctx, scope, slide, places))
    for (const key of shared ? (['title', 'note'] as const) : []) refuseFamily(slide[key] ?? '', `slides.${k}.${key}`)
  }
  return { name: title, shared, slides: checked }
}

async function checkedSlide(ctx: Context, scope: CaseScope, { query, title, note }: Slide, places: Places): Promise<Slide> {
  const masked = maskText(note?.trim() ?? '', places)
  return {
    query: await checkedBoard(ctx, scope, query),
    title: checkedWords(title ?? '', { field: 'title', longest: DECK_BOUNDS.title, places }),
    note: masked === '' || saysNothing(masked) ? null : masked.slice(0, DECK_BOUNDS.note),
  }
}

/** Words that stand large before a whole meeting; null for none. Throws `AppError` 400 where they point at a person. */
function checkedWords(words: string, { field, longest, places }: { field: string; longest: number; places: Places }): string | null {
  const text = halfWidthWords(words.trim())
  if (text.length > longest) throw badDeck(field, { zh: `名称或标题太长，最多 ${longest} 个字：${text.slice(0, longest)}…`, en: `${longest} letters at most: ${text.slice(0, longest)}…` })
  if (maskText(text, places) !== text) throw badDeck(field, { zh: '名称或标题里像是有人名或号码，请换一个', en: 'The name or title seems to hold a person’s name or number: choose another one' })
  return text || null
}

/** Whom a deck is shared with may know of the villages on its slides: their words tell nothing of families there. */
function refuseFamily(words: string, field: string): void {
  const [word] = sensitiveWords([words])
  if (word === undefined) return
  throw badDeck(field, {
    zh: `“${word}”涉及家庭暴力、未成年人或自杀，不能写在共享的演示里：请换个说法，只写案件编码，或不共享`,
    en: `"${word}" tells of family violence, minors or suicide and is not for a shared deck: put it otherwise, give the code of the case alone, or do not share the deck`,
  })
}

function refuseTaken(own: readonly StoredDeck[], { id, name }: StoredDeck): void {
  if (!own.some((one) => one.name === name && one.id !== id)) return
  throw new AppError('deck_name_taken', { status: 409, field: 'name', say: { zh: `已有名为“${name}”的演示，请换一个名称`, en: `There is a deck named "${name}" already: choose another name` } })
}

function accountOf({ by }: CaseScope): string {
  if (by.account !== null) return by.account
  throw new AppError('account_needed', { status: 403, say: { zh: '演示属于账号，请登录', en: 'A deck belongs to an account: sign in first' } })
}

function badDeck(field: string, say: AppError['say']): AppError {
  return new AppError('bad_deck', { status: 400, field, say })
}

function tooMany(): AppError {
  return new AppError('too_many_decks', {
    status: 409,
    say: { zh: `最多保存 ${DECK_BOUNDS.decks} 个演示，请先删除不用的`, en: `${DECK_BOUNDS.decks} decks at most: delete one first` },
  })
}

function changedSince(): AppError {
  return new AppError('deck_changed', { status: 409, say: { zh: '这个演示刚在别处改过，请重新打开后再改', en: 'The deck was changed elsewhere meanwhile: open it again first' } })
}

function unknownDeck(): AppError {
  return new AppError('unknown_deck', { status: 404, say: { zh: '没有这个演示，或不是您的，请刷新列表', en: 'There is no such deck of yours: reload the list' } })
}
