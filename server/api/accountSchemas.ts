import { z } from '@hono/zod-openapi'
import { FIRST_ADMINS } from '../contract/accounts.ts'
import { POLICY_NUMBERS, SECOND_FACTOR, type Policy, type PolicyChange } from '../contract/policy.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import { areaCode } from './schemas.ts'
import { passwordRule, postSchema } from './sessionSchemas.ts'
import { version } from './terms.ts'

/** Schemas of `contract/accounts.ts` and `contract/policy.ts`. */

const line = z.string().min(1).max(300)
/** Longer ones are refused before they are hashed. */
export const password = z.string().min(1).max(200)
const instant = z.string().openapi({ format: 'date-time' })

export const accountSchema = z
  .strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    posts: z.array(postSchema),
    ready: z.boolean(),
    closedAt: instant.nullable(),
    lockedUntil: instant.nullable(),
    held: z.boolean(),
    lastSignInAt: instant.nullable(),
    secondFactor: z.boolean(),
    link: z.strictObject({ expiresAt: instant }).nullable(),
    identity: z.string().nullable(),
  })
  .openapi('Account')
export const accountListSchema = z.strictObject({ accounts: z.array(accountSchema) }).openapi('AccountList')
export const accountLinkSchema = z.strictObject({ account: accountSchema, path: z.string(), expiresAt: instant }).openapi('AccountLink')

export const newAccountSchema = z.strictObject({ login: line, name: line, identity: line.optional() }).openapi('NewAccount')
export const accountChangeSchema = z
  .strictObject({
    name: line.optional(),
    identity: line.nullable().optional(),
    closed: z.boolean().optional(),
    locked: z.literal(false).optional(),
    secondFactor: z.literal(false).optional(),
  })
  .openapi('AccountChange')

type GivenRole = Exclude<Role, 'wall'>
const givenRole = z.enum(ROLES.codes.filter((code) => code !== 'wall') as [GivenRole, ...GivenRole[]])
export const newPostSchema = z
  .strictObject({
    role: givenRole,
    area: areaCode.optional(),
    organisation: z.strictObject({ county: areaCode, id: line }).optional(),
  })
  .openapi('NewPost')

export const postPlacesSchema = z
  .strictObject({
    places: z.array(z.strictObject({ code: areaCode, name: z.string(), path: z.string(), county: areaCode.nullable() })),
  })
  .openapi('PostPlaces')
export const postOrganisationsSchema = z
  .strictObject({ organisations: z.array(z.strictObject({ county: areaCode, id: z.string(), name: z.string() })) })
  .openapi('PostOrganisations')

export const deviceSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    area: areaCode,
    areaName: z.string().nullable(),
    areaNameEn: z.string().nullable(),
    from: z.string().nullable(),
    madeAt: instant,
    lastSeenAt: instant.nullable(),
  })
  .openapi('Device')
export const deviceListSchema = z.strictObject({ devices: z.array(deviceSchema) }).openapi('DeviceList')
export const deviceMadeSchema = z.strictObject({ device: deviceSchema, token: z.string() }).openapi('DeviceMade')
export const newDeviceSchema = z.strictObject({ name: line, area: areaCode, from: line.optional() }).openapi('NewDevice')

const rule = { expiresAt: instant, password: passwordRule }
export const linkPurposeSchema = z
  .union([
    z.strictObject({ ...rule, kind: z.literal('first_admins') }),
    z.strictObject({ ...rule, kind: z.literal('password'), login: z.string(), name: z.string() }),
  ])
  .openapi('LinkPurpose')
const admin = z.strictObject({ login: line, name: line, password })
export const adminsSchema = z
  .strictObject(Object.fromEntries(FIRST_ADMINS.map((role) => [role, admin])) as Record<(typeof FIRST_ADMINS)[number], typeof admin>)
  .openapi('FirstAdmins')
export const linkUsedSchema = z.strictObject({ logins: z.array(z.string()), held: z.boolean() }).openapi('LinkUsed')

const numbers = Object.fromEntries(POLICY_NUMBERS.map(({ code, min, max }) => [code, z.number().int().min(min).max(max)]))
const factorRules = Object.fromEntries(givenRole.options.map((role) => [role, z.enum(SECOND_FACTOR)]))
/** The generator of the description looks at the fields, the type checker at the contract. */
const policyShape = { ...numbers, oneSession: z.boolean(), notice: z.boolean(), secondFactor: z.strictObject(factorRules) }
export const policySchema = z.strictObject(policyShape).openapi('Policy') as unknown as z.ZodType<Policy>
export const policyChangeSchema = z.strictObject({ version, ...policyShape }).openapi('PolicyChange') as unknown as z.ZodType<PolicyChange>
export const policyAnswerSchema = z
  .strictObject({ version, policy: policySchema, changed: z.strictObject({ at: instant, login: z.string() }).nullable() })
  .openapi('PolicyAnswer')
