import type { Connection } from 'mongoose'
import type { AccessTokens } from '../../platform/access-tokens'
import type { SessionDirectory } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Crypto, KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Sms } from '../../platform/sms/sms'
import type { PersonalData } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { Wechat } from '../../platform/wechat/wechat'
import type { PeopleService } from '../people/people.service'
import type { RoleBook } from '../people/role-book.service'
import type { SpaceService } from '../space/space.service'
import { createAccounts, type Accounts } from './accounts'
import { createAccountPrivacyRepository } from './account-privacy.repository'
import { createAccountPrivacy, type AccountPrivacyService } from './account-privacy.service'
import { createAccountsRepository, type AccountsRepository } from './accounts.repository'
import { createAccountStates, createSessionDirectory } from './session-directory'
import { createSessionTokens } from './session-tokens'
import { createFactChecksRepository } from './fact-checks.repository'
import { createPhoneMoves } from './phone-moves'
import { createSecondFacts } from './second-facts'
import { registerSessionJobs } from './session.jobs'
import { createSessionPersonalData } from './session.personal-data'
import { createSessionService, type SessionService } from './session.service'
import { createSessionsRepository } from './sessions.repository'
import { createSmsCodes } from './sms-codes'
import { createSmsCodesRepository } from './sms-codes.repository'

export interface SessionModuleDeps {
  readonly connection: Connection
  readonly people: PeopleService
  readonly roles: Pick<RoleBook, 'give' | 'takeUp'>
  readonly space: SpaceService
  readonly wechat: Pick<Wechat, 'codeToSession' | 'phoneByCode'> | null
  readonly sms: Sms
  readonly crypto: Crypto
  readonly keys: KeyRing
  readonly accessTokens: AccessTokens
  readonly retention: Retention
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  readonly demo: boolean
  readonly settings: { readonly phoneIdleDays: number }
  /** The door, told at once of what changed in this process. */
  readonly door: { forget(accountId: string): void; endSession(sessionId: string): void }
}

export interface SessionModule {
  readonly session: SessionService
  /** Proof of the person, consent by purpose, the end of an account. */
  readonly privacy: AccountPrivacyService
  readonly personalData: PersonalData
  readonly directory: SessionDirectory
  /** For the demo seed, which makes accounts without a sign-in. */
  readonly accounts: AccountsRepository
  readonly identities: Accounts
}

/** Puts the parts of signing in together; they share rows that no other feature sees. */
export function createSessionModule(deps: SessionModuleDeps): SessionModule {
  const { connection, people, space, crypto, uow, clock, ids, door } = deps
  const accounts = createAccountsRepository(connection)
  const sessions = createSessionsRepository(connection)
  const smsCodeRows = createSmsCodesRepository(connection)
  const states = createAccountStates({ accounts, people, space })
  const identities = createAccounts({
    accounts,
    crypto,
    uow,
    clock,
    ids,
    isInUse: async ({ _id }) =>
      (await people.grantsOf(_id)).length > 0 || (await people.boundPersons(_id)).length > 0,
  })
  const sessionTokens = createSessionTokens({
    sessions,
    keys: deps.keys,
    uow,
    clock,
    ids,
    onEnded: (sessionId) => door.endSession(sessionId),
  })
  const factChecks = createFactChecksRepository(connection)
  const smsCodes = createSmsCodes({ codes: smsCodeRows, crypto, clock, sms: deps.sms })
  const onChanged = (accountId: string): void => door.forget(accountId)
  const privacyRows = createAccountPrivacyRepository(connection)
  const privacy = createAccountPrivacy({
    ...{ privacy: privacyRows, accounts, identities, smsCodes, sessionTokens },
    ...{ people, uow, clock, ids, onChanged },
  })
  const session = createSessionService({
    secondFacts: createSecondFacts({
      ...{ accounts, identities, checks: factChecks, people, uow, clock },
      idleDays: deps.settings.phoneIdleDays,
    }),
    phoneMoves: createPhoneMoves({ accounts, identities, sessionTokens, clock, ids }),
    accounts,
    identities,
    states,
    sessions,
    sessionTokens,
    smsCodes,
    people,
    roles: deps.roles,
    space,
    wechat: deps.wechat,
    accessTokens: deps.accessTokens,
    uow,
    clock,
    ids,
    demo: deps.demo,
    onChanged,
  })
  registerSessionJobs({ retention: deps.retention, sessions, codes: smsCodeRows, factChecks })
  return {
    session,
    privacy,
    personalData: createSessionPersonalData({ accounts, identities, privacy: privacyRows, clock }),
    directory: createSessionDirectory({ states, sessions, clock }),
    accounts,
    identities,
  }
}
