import { expect, test } from 'vitest'
import { addressQuery, parseAddress } from '../../../web/views/organisations/address.ts'

test('what is looked for stands in the address and comes back from it', () => {
  const query = { show: 'punctuality', period: 'thisYear', q: '柳河', type: 'centre', level: 'town', area: '990101101000', closed: '1', one: 'o1' }
  expect(addressQuery(parseAddress(query))).toEqual(query)
  expect(addressQuery(parseAddress({}))).toEqual({})
})

test('what the address cannot mean is as if it were not there', () => {
  expect(addressQuery(parseAddress({ show: 'x', period: 'ever', type: 'person', level: 'street', closed: 'yes' }))).toEqual({})
})
