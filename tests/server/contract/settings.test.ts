import { describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type * as organisations from '../../../server/api/organisationSchemas.ts'
import * as presets from '../../../server/api/presetSchemas.ts'
import type { Coverage } from '../../../server/contract/coverage.ts'
import type { NewOrganisation, Organisation, OrganisationChange, OrganisationDetail, OrganisationList } from '../../../server/contract/organisations.ts'
import { CALLABLE, HANDLING, STANDARD_ROUTING, type Suggestions } from '../../../server/contract/routing.ts'
import { SETTINGS, STANDARD_SETTINGS, type Settings, type SettingsAnswer, type SettingsChange } from '../../../server/contract/settings.ts'
import { SUBSIDY_EXAMPLE } from '../../../server/contract/subsidy.ts'
import type { Day } from '../../../geodata/place/area.ts'

/** Schema and type say the same in both directions; `tsc` is what fails here. */
test('the schemas of the API are the types of the contract', () => {
  expectTypeOf<z.infer<typeof organisations.organisationSchema>>().toEqualTypeOf<Organisation>()
  expectTypeOf<z.infer<typeof organisations.organisationListSchema>>().toEqualTypeOf<OrganisationList>()
  expectTypeOf<z.infer<typeof organisations.organisationDetailSchema>>().toEqualTypeOf<OrganisationDetail>()
  expectTypeOf<z.infer<typeof organisations.newOrganisationSchema>>().toEqualTypeOf<NewOrganisation>()
  expectTypeOf<z.infer<typeof organisations.organisationChangeSchema>>().toEqualTypeOf<OrganisationChange>()
  expectTypeOf<z.infer<typeof organisations.suggestionsSchema>>().toEqualTypeOf<Suggestions>()
  expectTypeOf<z.infer<typeof organisations.coverageSchema>>().toEqualTypeOf<Coverage>()
  expectTypeOf<z.infer<typeof presets.settingsSchema>>().toEqualTypeOf<Settings>()
  expectTypeOf<z.infer<typeof presets.settingsAnswerSchema>>().toEqualTypeOf<SettingsAnswer>()
  expectTypeOf<z.infer<typeof presets.settingsChangeSchema>['change']>().toEqualTypeOf<SettingsChange>()
})

describe('the standard', () => {
  test('keeps to its own schema, and to every part that can be changed', () => {
    expect(presets.settingsSchema.safeParse(STANDARD_SETTINGS).error).toBeUndefined()
    expect(Object.keys(STANDARD_SETTINGS).toSorted()).toEqual([...SETTINGS.codes].toSorted())
    expect(Object.keys(presets.settingsChangeSchema.shape.change.shape).toSorted()).toEqual([...SETTINGS.codes].toSorted())
    const subsidy = [{ from: '2024-01-01' as Day, until: null, rates: SUBSIDY_EXAMPLE }]
    expect(presets.settingsSchema.safeParse({ ...STANDARD_SETTINGS, subsidy }).error).toBeUndefined()
  })

  test('routes to those who can handle a case, and calls those who can be called', () => {
    const types = (use: 'handle' | 'call') => STANDARD_ROUTING.flatMap((rule) => rule[use].flatMap((target) => (target.kind === 'type' ? [target.type] : [])))
    expect(types('handle').filter((type) => !HANDLING.includes(type))).toEqual([])
    expect(types('call').filter((type) => !CALLABLE.includes(type))).toEqual([])
  })
})
