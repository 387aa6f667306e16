import type { CaseDraft } from '../contract/case.ts'
import type { CaseFacts } from '../store/caseColumns.ts'

/** A parsed row in the columns of the database. */
export function caseFacts(draft: CaseDraft, told: { duePreset: boolean; numberLost: boolean }): CaseFacts {
  const { point } = draft
  return {
    original_no: draft.originalNo,
    number_lost: told.numberLost,
    occurred_on: draft.occurredOn,
    due_on: draft.dueOn,
    due_preset: told.duePreset,
    closed_on: draft.closedOn,
    category: draft.category,
    category_term: draft.categoryTerm,
    colour: draft.colour,
    state: draft.state,
    channel: draft.channel,
    people: draft.people,
    amount_fen: draft.amountFen,
    unit: draft.unit,
    summary: draft.summary,
    agreement: draft.agreement,
    judicially_confirmed: draft.judiciallyConfirmed,
    followed_up: draft.followedUp,
    sensitive: draft.sensitive === true,
    area: draft.area,
    located_by: draft.area === null ? 'unknown' : draft.locatedBy,
    town: draft.area === null ? draft.town : null,
    lng: point?.lng ?? null,
    lat: point?.lat ?? null,
    original_x: point?.originalX ?? null,
    original_y: point?.originalY ?? null,
    crs: point?.crs ?? null,
    place_words: draft.placeWords,
    candidates: draft.area === null ? draft.candidates : null,
  }
}
