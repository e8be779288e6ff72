import type { StaffRole } from '@linli/shared/grants/grants.rules'
import { currentTerms } from '../src/modules/session/privacy-terms'
import { bodyOf, type Answer, type Client } from './http-client'
import { communityA, communityB, districtNode, personas, streetNode, testTermsVersion } from './personas'
import type { Actor } from '../src/platform/actor'
import { createSmsBox } from './own-account'
import type { TestApp } from './test-app'

/** Somebody who holds one role, as the door knows it. */
export const holder = (
  name: string,
  role: StaffRole,
  nodeId: string,
  communityIds: readonly string[],
): Actor => ({
  accountId: `acc_testPost${name}`,
  sessionId: `ses_testPost${name}`,
  personId: null,
  communityId: communityIds[0] ?? null,
  grants: [{ role, nodeId, communityIds }],
  consentVersion: testTermsVersion,
})

/** Beside the town's own admin: two more, a supervisor, and those above. */
export const cast = {
  adminTwo: holder('AdminTwo1', 'community_admin', communityA, [communityA]),
  adminThree: holder('AdminThree', 'community_admin', communityA, [communityA]),
  supervisor: holder('Supervisr', 'supervisor', communityA, [communityA]),
  street: holder('StreetXX', 'street_admin', streetNode, [communityA, communityB]),
  operator: holder('District', 'district_operator', districtNode, [communityA, communityB]),
  adminB: personas.adminB,
} as const

/** Writes the roles of the cast. */
export async function appointCast(app: TestApp): Promise<void> {
  const { roles } = app.deps.services
  for (const [name, { accountId, grants }] of Object.entries(cast))
    for (const { role, nodeId } of grants)
      await roles.give({
        ...{ accountId, nodeId, name, workPhone: null, organisation: null },
        role: role as StaffRole,
      })
}

/** Codes sent by SMS, by phone; hand `sms` to the app. */
export function catchCodes() {
  const box = createSmsBox()
  return {
    sms: box.sms,
    /** Signs in with a phone and consents; the answer of the sign-in. */
    async signIn(
      app: TestApp,
      phone: string,
    ): Promise<{ answer: Answer; client: Client; accountId: string }> {
      await app.visitor.post('/session/sms-codes', { phone })
      const answer = await app.visitor.post('/session/phone', { phone, code: box.lastCode(phone) })
      if (answer.status !== 200) return { answer, client: app.visitor, accountId: '' }
      const consent = { version: currentTerms.version, personalisedPush: false, wechatMessages: false }
      const accepted = await app
        .withToken(String(answer.body['accessToken']))
        .post('/session/consents', consent)
      const { accessToken, actor } = accepted.body as unknown as {
        accessToken: string
        actor: { accountId: string }
      }
      return { answer: accepted, client: app.withToken(accessToken), accountId: actor.accountId }
    },
  }
}

/** A grant as an answer shows it. */
export interface Grant extends Record<string, unknown> {
  readonly id: string
  readonly accountId: string
  readonly role: string
  readonly version: number
  readonly abilities: Record<string, boolean>
}
export const grantsIn = (answer: Answer): Grant[] => bodyOf<{ items: Grant[] }>(answer).items
/** The grant of an account in a list asked by `who`. */
export async function grantOf(who: Client, accountId: string): Promise<Grant> {
  const found = grantsIn(await who.get('/role-grants?limit=50')).find(
    (grant) => grant.accountId === accountId,
  )
  if (!found) throw new Error(`nobody lists a role of ${accountId}`)
  return found
}
