import { z } from '@hono/zod-openapi'
import { RIGHTS, ROLES, type Right, type Role } from '../contract/roles.ts'
import { SECOND_FACTOR } from '../contract/policy.ts'
import { SESSION_ENDS, type SessionEnd } from '../contract/session.ts'
import { areaCode } from './schemas.ts'

/** Schemas of `contract/session.ts`. */

const one = <T extends string>(codes: readonly T[]) => z.enum(codes as [T, ...T[]])
export const role = one<Role>(ROLES.codes)
const right = one<Right>(RIGHTS.codes)

export const postSchema = z
  .strictObject({
    id: z.string(),
    role,
    area: areaCode.nullable(),
    areaName: z.string().nullable(),
    areaNameEn: z.string().nullable(),
    organisation: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  })
  .openapi('Post')

export const passwordRule = z.strictObject({ minLength: z.number().int(), classes: z.number().int() })

export const sessionSchema = z
  .strictObject({
    account: z.strictObject({ login: z.string(), name: z.string() }).nullable(),
    ended: one<SessionEnd>(SESSION_ENDS.codes).nullable(),
    post: postSchema.nullable(),
    posts: z.array(postSchema),
    rights: z.array(right),
    duty: z.enum(['password', 'second_factor_setup', 'second_factor']).nullable(),
    lastSignIn: z.strictObject({ at: z.string(), address: z.string().nullable(), failures: z.number().int() }).nullable(),
    idleMinutes: z.number().nullable(),
    demo: z.array(role),
    empty: z.boolean(),
    provider: z.string().nullable(),
    password: passwordRule,
    secondFactor: z.strictObject({ on: z.boolean(), rule: z.enum(SECOND_FACTOR) }).nullable(),
  })
  .openapi('Session')

export const secondFactorSetupSchema = z.strictObject({ uri: z.string(), secret: z.string() }).openapi('SecondFactorSetup')
