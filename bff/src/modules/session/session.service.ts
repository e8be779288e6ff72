import type { ActorView } from '@linli/shared/session/session.schema'
import type { AccessTokens } from '../../platform/access-tokens'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { Wechat } from '../../platform/wechat/wechat'
import type { PeopleService, SaidOfSelf } from '../people/people.service'
import type { RoleBook } from '../people/role-book.service'
import type { SpaceService } from '../space/space.service'
import type { Accounts } from './accounts'
import type { AccountRow } from './account.model'
import type { AccountsRepository } from './accounts.repository'
import type { MovedPhone, PhoneMoves } from './phone-moves'
import { currentTerms, currentTermsHash, type PrivacyTerms } from './privacy-terms'
import type { SecondFacts } from './second-facts'
import type { AccountState, AccountStates } from './session-directory'
import type { HeldSession, SessionTokens } from './session-tokens'
import { namedNodes, presentActor } from './session.presenter'
import type { SessionsRepository } from './sessions.repository'
import { CODE_SECONDS, RESEND_SECONDS, type SmsCodes } from './sms-codes'

export interface SessionView {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresAt: string
  readonly actor: ActorView
}

export interface DemoPerson {
  readonly persona: string
  readonly name: string
  readonly role: string
  readonly blurb: string
}

export interface ConsentChoice {
  readonly version: string
  readonly personalisedPush: boolean
  readonly wechatMessages: boolean
}

export interface SessionService {
  /** `not_found` unless this database is a demo. */
  listDemo(): Promise<DemoPerson[]>
  signInDemo(persona: string): Promise<SessionView>
  sendCode(phone: string): Promise<{ expiresInSeconds: number; resendAfterSeconds: number }>
  signInPhone(phone: string, code: string): Promise<SessionView>
  signInWechat(code: string, phoneCode: string | undefined): Promise<SessionView>
  /** Signs in after a long absence, once what is said fits the account's person. */
  answerSecondFact(ticket: string, said: SaidOfSelf): Promise<SessionView>
  /** Signs in to an empty account instead; the old one stays as it was. */
  beginAnew(ticket: string): Promise<SessionView>
  refresh(refreshToken: string, attemptKey: string | undefined): Promise<SessionView>
  me(actor: Actor): Promise<ActorView>
  signOut(actor: Actor): Promise<void>
  signOutEverywhere(actor: Actor): Promise<void>
  chooseCommunity(actor: Actor, communityId: string): Promise<SessionView>
  terms(): PrivacyTerms
  /** Throws `conflict` for terms not in force, `guardian_required` for a child nobody answers for any more. */
  consent(actor: Actor, choice: ConsentChoice): Promise<SessionView>
  withdrawConsent(actor: Actor): Promise<void>

  /** Whether the actor has accepted the terms in force; before that nothing personal is read. */
  hasConsented(actor: Actor): boolean
  currentTermsVersion(): string
  /** Those of the accounts that have left personalised push on (product §2.5). */
  withPersonalisedPush(accountIds: readonly string[]): Promise<ReadonlySet<string>>
  /** How an account may be told things now; null without consent to the terms in force. */
  reachOf(accountId: string): Promise<{ wechat: boolean; personalisedPush: boolean } | null>
  /** Openids by account, for WeChat messages; only of those who take them. */
  openidsOf(accountIds: readonly string[]): Promise<Map<string, string>>
  /**
   * Makes (or finds) the district and an operator of it for `phone`, and a one-time sign-in code to hand over in
   * person. For the operator script; running it again only makes another code.
   */
  inviteOperator(invitation: {
    phone: string
    name: string
    districtName: string
  }): Promise<{ code: string; expiresAt: Date }>
  /** The account that has proven a phone; null when nobody has. */
  accountByPhone(phone: string): Promise<string | null>
  /** Whether the account is open and stays so until the caller's unit of work ends. Call it inside one. */
  guardOpen(accountId: string): Promise<boolean>
  /** Phones by account, in full; accounts without one are left out. */
  phonesOf(accountIds: readonly string[]): Promise<Map<string, string>>
  /** When the second factor was last proven in a session; null for never. */
  provenAt(sessionId: string): Promise<Date | null>
  markProven(sessionId: string, at: Date): Promise<void>
  /** Ends every session of an account whose second factor was taken away. Joins the caller's unit of work. */
  endAllOf(accountId: string): Promise<void>
  /** The phone an account has proven, opened; null without one. */
  phoneOf(accountId: string): Promise<string | null>
  /** Uses up a code sent to a phone, as signing in does. Throws `code_wrong` or `code_expired`. */
  verifyCode(phone: string, code: string): Promise<void>
  /** Gives an account a new, proven phone and ends its sessions. Joins the caller's unit of work. */
  moveToPhone(accountId: string, phone: string): Promise<MovedPhone>
  /** Roles or homes of the account have changed: the door asks anew, once the change is stored. */
  accountChanged(accountId: string): void
}

export interface SessionDeps {
  readonly accounts: AccountsRepository
  readonly identities: Accounts
  readonly states: AccountStates
  readonly sessions: SessionsRepository
  readonly sessionTokens: SessionTokens
  readonly smsCodes: SmsCodes
  readonly secondFacts: SecondFacts
  readonly phoneMoves: PhoneMoves
  readonly people: PeopleService
  readonly roles: Pick<RoleBook, 'give' | 'takeUp'>
  readonly space: SpaceService
  /** Null when no app id is set. */
  readonly wechat: Pick<Wechat, 'codeToSession' | 'phoneByCode'> | null
  readonly accessTokens: AccessTokens
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  /** Whether this database is a demo and may hand out demo people. */
  readonly demo: boolean
  /** The door forgets what it knew of an account. */
  readonly onChanged: (accountId: string) => void
}

const DAY_MS = 86_400_000

/** Whether a choice agrees to more than was agreed to so far; to take something back nobody needs a guardian. */
const widens = (held: AccountRow['consent'], next: ConsentChoice): boolean =>
  held?.version !== next.version ||
  (next.personalisedPush && !held.personalisedPush) ||
  (next.wechatMessages && !held.wechatMessages)

/** Signing in and out, consent, and who one is. */
export function createSessionService(deps: SessionDeps): SessionService {
  const { accounts, identities, states, sessionTokens, smsCodes, people, roles, space, uow, clock, ids } =
    deps

  async function stateOf(accountId: string): Promise<AccountState> {
    const state = await states.of(accountId)
    if (!state) throw new AppError('session_ended')
    return state
  }

  async function viewOf(state: AccountState): Promise<ActorView> {
    const accountId = state.account._id
    const [phone, names] = await Promise.all([
      state.consentCurrent ? identities.phoneOf(accountId) : null,
      space.names(namedNodes(state)),
    ])
    return presentActor(state, phone, names)
  }

  async function handOut({ accountId, sessionId, refreshToken }: HeldSession): Promise<SessionView> {
    deps.onChanged(accountId)
    const { token, expiresAt } = deps.accessTokens.issue({ accountId, sessionId })
    const state = await stateOf(accountId)
    const now = clock.now()
    const { lastSeenAt } = state.account
    // To the day: a refresh every ten minutes is not a write every ten minutes.
    if (!lastSeenAt || now.getTime() - lastSeenAt.getTime() >= DAY_MS) await accounts.markSeen(accountId, now)
    return {
      accessToken: token,
      refreshToken,
      expiresAt: expiresAt.toISOString(),
      actor: await viewOf(state),
    }
  }

  /** Decides how the account's persons may be told things. Inside a unit of work. */
  async function tellTheRoll(accountId: string, purposes: Omit<ConsentChoice, 'version'>): Promise<void> {
    const hasWechat = await identities.hasWechat(accountId)
    await people.setReach(accountId, {
      inApp: true,
      wechat: purposes.wechatMessages && hasWechat,
      personalisedPush: purposes.personalisedPush,
    })
  }

  /** Whoever is only staff, and only of suspended communities, has nothing to sign in to. */
  async function demandOpenDoor(accountId: string): Promise<void> {
    const state = await states.of(accountId)
    const isShut = state && state.withheldRoles.length > 0 && state.grants.length + state.persons.length === 0
    if (isShut) throw new AppError('staff_suspended')
  }

  async function signIn(accountId: string): Promise<SessionView> {
    const account = await accounts.find(accountId)
    if (!account) throw new AppError('session_ended')
    const { consent } = account
    const phone = await identities.phoneOf(accountId)
    await uow.run(async () => {
      // Roles that waited for somebody to prove this phone.
      const taken = phone === null ? 0 : await roles.takeUp(accountId, phone)
      // Deleted on another phone in the same moment: a closed account is left with no post.
      if (taken > 0 && !(await accounts.guardOpen(accountId))) throw new AppError('session_ended')
      // Somebody who consented long ago may take WeChat messages only now.
      if (consent?.version === currentTerms.version) await tellTheRoll(accountId, consent)
    })
    await demandOpenDoor(accountId)
    return handOut(await sessionTokens.open(accountId))
  }

  const demand = async (persona: string): Promise<string> => {
    const account = deps.demo ? await accounts.findPersona(persona) : null
    if (!account) throw new AppError('not_found')
    return account._id
  }

  return {
    async listDemo() {
      if (!deps.demo) throw new AppError('not_found')
      const rows = await accounts.listPersonas()
      return rows.flatMap(({ demo }) =>
        demo ? [{ persona: demo.persona, name: demo.name, role: demo.role, blurb: demo.blurb }] : [],
      )
    },
    async signInDemo(persona) {
      const accountId = await demand(persona)
      await demandOpenDoor(accountId)
      return handOut(await sessionTokens.open(accountId))
    },
    async sendCode(phone) {
      await smsCodes.send(phone)
      return { expiresInSeconds: CODE_SECONDS, resendAfterSeconds: RESEND_SECONDS }
    },
    async signInPhone(phone, code) {
      await smsCodes.verify(phone, code)
      const accountId = await identities.byPhone(phone)
      await deps.secondFacts.admit(accountId)
      return signIn(accountId)
    },
    async signInWechat(code, phoneCode) {
      if (!deps.wechat)
        throw new AppError('upstream_failed', { cause: new Error('WECHAT_APP_ID is not set') })
      const { openid } = await deps.wechat.codeToSession(code)
      const phone = phoneCode === undefined ? null : await deps.wechat.phoneByCode(phoneCode)
      const holder = phone === null ? null : await identities.accountOf('phone', phone)
      // A number of WeChat's may have changed hands as well; the person's own WeChat tells that it has not.
      if (holder !== null && holder !== (await identities.accountOf('wechat', openid)))
        await deps.secondFacts.admit(holder)
      return signIn(await identities.byWechat(openid, phone))
    },
    async answerSecondFact(ticket, said) {
      return signIn(await deps.secondFacts.answer(ticket, said))
    },
    async beginAnew(ticket) {
      return signIn(
        await deps.secondFacts.beginAnew(ticket, (oldAccountId) =>
          deps.phoneMoves.toEmptyAccount(oldAccountId),
        ),
      )
    },
    async refresh(refreshToken, attemptKey) {
      return handOut(await sessionTokens.rotate(refreshToken, attemptKey))
    },
    me: async (actor) => viewOf(await stateOf(actor.accountId)),
    signOut: (actor) => sessionTokens.end(actor.sessionId, 'signed_out'),
    async signOutEverywhere(actor) {
      await sessionTokens.endAll(actor.accountId, 'signed_out_everywhere')
    },
    async chooseCommunity(actor, communityId) {
      const [community, state] = await Promise.all([space.community(communityId), states.of(actor.accountId)])
      if (!state) throw new AppError('session_ended')
      const own = [
        ...state.persons.map((person) => person.communityId),
        ...state.grants.flatMap((grant) => grant.communityIds),
      ]
      if (!community || (own.length > 0 && !own.includes(communityId))) throw new AppError('not_found')
      await accounts.chooseCommunity(actor.accountId, communityId)
      return handOut(await sessionTokens.extend(actor))
    },
    terms: () => currentTerms,
    async consent(actor, { version, personalisedPush, wechatMessages }) {
      // Whoever agrees to a text that is no longer in force has not read the one that is.
      if (version !== currentTerms.version) throw new AppError('conflict')
      const { accountId } = actor
      const purposes = { personalisedPush, wechatMessages }
      const account = await accounts.find(accountId)
      if (!account) throw new AppError('session_ended')
      await uow.run(async () => {
        if (widens(account.consent, { version, ...purposes }) && (await people.lacksGuardian(accountId)))
          throw new AppError('guardian_required')
        const at = clock.now()
        await accounts.addConsents([
          {
            _id: ids.next('cns'),
            accountId,
            decision: 'accepted',
            version,
            textHash: currentTermsHash,
            ...purposes,
            at,
          },
        ])
        await accounts.setConsent(accountId, { version, at, ...purposes })
        await tellTheRoll(accountId, purposes)
      })
      return handOut(await sessionTokens.extend(actor))
    },
    async withdrawConsent({ accountId, consentVersion }) {
      await uow.run(async () => {
        await accounts.addConsents([
          {
            _id: ids.next('cns'),
            accountId,
            decision: 'withdrawn',
            version: consentVersion ?? currentTerms.version,
            textHash: currentTermsHash,
            personalisedPush: false,
            wechatMessages: false,
            at: clock.now(),
          },
        ])
        await accounts.setConsent(accountId, null)
        await people.setReach(accountId, { inApp: false, wechat: false, personalisedPush: false })
        await sessionTokens.endAll(accountId, 'consent_withdrawn')
      })
      deps.onChanged(accountId)
    },

    hasConsented: (actor) => actor.consentVersion === currentTerms.version,
    currentTermsVersion: () => currentTerms.version,
    async withPersonalisedPush(accountIds) {
      return new Set(await accounts.withPersonalisedPush(accountIds))
    },
    async reachOf(accountId) {
      const consent = (await accounts.find(accountId))?.consent
      if (consent?.version !== currentTerms.version) return null
      const wechat = consent.wechatMessages && (await identities.hasWechat(accountId))
      return { wechat, personalisedPush: consent.personalisedPush }
    },
    async openidsOf(accountIds) {
      return identities.openids(await accounts.withWechatMessages(accountIds))
    },
    async inviteOperator({ phone, name, districtName }) {
      const nodeId = await space.ensureDistrict(districtName)
      const accountId = await identities.byPhone(phone)
      const held = await people.grantsOf(accountId)
      if (!held.some((grant) => grant.role === 'district_operator' && grant.nodeId === nodeId)) {
        const post = { role: 'district_operator', nodeId, workPhone: null, organisation: null } as const
        await uow.run(() => roles.give({ ...post, accountId, name }))
      }
      return smsCodes.make(phone)
    },
    guardOpen: (accountId) => accounts.guardOpen(accountId),
    accountByPhone: (phone) => identities.accountOf('phone', phone),
    phonesOf: (accountIds) => identities.phonesOf(accountIds),
    provenAt: (sessionId) => deps.sessions.stepUpAt(sessionId),
    markProven: (sessionId, at) => deps.sessions.setStepUpAt(sessionId, at),
    async endAllOf(accountId) {
      await sessionTokens.endAll(accountId, 'second_factor_reset')
    },
    phoneOf: (accountId) => identities.phoneOf(accountId),
    verifyCode: (phone, code) => smsCodes.verify(phone, code),
    moveToPhone: (accountId, phone) => deps.phoneMoves.toNewPhone(accountId, phone),
    accountChanged: (accountId) => uow.afterCommit(() => deps.onChanged(accountId)),
  }
}
