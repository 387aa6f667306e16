import type { CaseDetail, CaseEvent } from '../../server/contract/cases.ts'

/** A case as far as the page looks at it. */
export function someCase(part: Partial<CaseDetail> = {}): CaseDetail {
  return {
    id: 4512, code: '990101-2024-04512', originalNo: null, occurredOn: '2024-05-01', dueOn: '2024-05-31', closedOn: null, category: '02', categoryTerm: null,
    colour: 'none', state: 'registered', channel: 'screening', people: null, amountFen: null, unit: null, holder: null, area: '990101101210', place: '柳河镇 / 柳河村',
    summary: '排水沟改道起争执', sensitive: false, daysInState: 0, overdue: false, version: 7, asOf: '2024-05-10', townCode: '990101101000', locatedBy: 'person',
    lng: null, lat: null, colourReason: null, proposed: null, plan: null, leadPost: null, agreement: null, agreedOn: null, performBy: null, agreedFen: null,
    performance: null, mediationType: null, confirmation: null, followedOn: null, followResult: null, advice: null, mergedInto: null, escalatedTo: null,
    enteredBy: null, participants: [], prevented: [], subsidy: null, whistles: [], supervisions: [], attachments: [], clocks: [], events: [], steps: [], may: [],
    ...part,
  } as CaseDetail
}

export function someEvent(seq: number, kind: CaseEvent['kind'], part: Partial<CaseEvent> = {}): CaseEvent {
  return { seq, at: '2024-05-02T09:00:00.000Z', kind, from: null, to: null, organisation: null, login: 'zhongxin02', note: null, changes: [], ...part }
}
