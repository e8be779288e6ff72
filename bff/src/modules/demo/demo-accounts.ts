import { addDays, dayOf, instantOf } from '@linli/shared/time'
import { ADULT_YEARS } from '@linli/shared/people/age.rules'
import { isResidentId } from '@linli/shared/people/identity.rules'
import { defaultTagCatalogue } from '@linli/shared/people/tag-catalogue'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { BindingRow } from '../people/binding.model'
import { nameTokens } from '../people/people.search'
import { blankPerson, blankResidency } from '../people/blank-rows'
import type { PersonRow, PersonTag } from '../people/person.model'
import { copiesOf } from '../people/roll-relations'
import { createPersonSeals } from '../people/person-seals'
import type { ResidencyRow } from '../people/residency.model'
import { newGrant, type RoleGrantRow } from '../people/role-book.service'
import type { AccountRow } from '../session/account.model'
import type { ConsentRow } from '../session/consent.model'
import type { IdentityKind, IdentityRow } from '../session/identity.model'
import { currentTerms, currentTermsHash } from '../session/privacy-terms'
import { demoPersonas, type DemoPost } from './demo-people'
import { createDemoRandom, type DemoRandom } from './demo-random'
import type { DemoResident } from './demo-roll'
import type { DemoTree } from './demo-tree'

/** Somebody with an account who is on nobody's roll yet. */
export interface DemoApplicant {
  readonly accountId: string
  readonly name: string
}

export interface DemoAccounts {
  /** Gives the residents their rows, and an account to those who have one. */
  settle(residents: readonly DemoResident[]): {
    persons: PersonRow[]
    residencies: ResidencyRow[]
    bindings: BindingRow[]
  }
  /** Gives the posts their holders. */
  appoint(posts: readonly DemoPost[], tree: DemoTree): { grants: RoleGrantRow[] }
  /** Personas without a home and without a post. */
  welcomeNewcomers(tree: DemoTree): void
  /** People who have asked to be bound to a home. */
  welcomeApplicants(tree: DemoTree): DemoApplicant[]
  readonly rows: { accounts: AccountRow[]; identities: IdentityRow[]; consents: ConsentRow[] }
}

const DAY_MS = 86_400_000
const applicantNames = ['陆晴', '何晓东']
/** Of those who live here: the others have not been at the office with their paper yet. */
const CONFIRMED_SHARE = 0.8
const CONFIRMED_SEED = 20_261_127
/** No division of the country has it, so that a number of the demo is nobody's. */
const NO_REGION = '990000'

/** Turns the plan into rows, sealed as the features themselves would seal them. */
export function createDemoAccounts(deps: { ids: Ids; crypto: Crypto; now: Date }): DemoAccounts {
  const { ids, crypto, now } = deps
  const seals = createPersonSeals(crypto)
  const rows = {
    accounts: [] as AccountRow[],
    identities: [] as IdentityRow[],
    consents: [] as ConsentRow[],
  }
  const since = new Date(now.getTime() - 200 * DAY_MS)
  const consentedAt = new Date(now.getTime() - 20 * DAY_MS)

  function identify(accountId: string, kind: IdentityKind, value: string): void {
    const field = `identity.${kind}`
    rows.identities.push({
      _id: ids.next('idn'),
      accountId,
      kind,
      sealed: crypto.encrypt(value, { field, tenant: 'deployment' }),
      blind: crypto.blindIndex(value, field),
      boundAt: since,
    })
  }

  function open(options: {
    persona: string | null
    phone: string
    hasWechat: boolean
    personalisedPush: boolean
  }): AccountRow {
    const order = demoPersonas.findIndex((candidate) => candidate.persona === options.persona)
    const persona = demoPersonas[order]
    const consent =
      persona?.consented === false
        ? null
        : {
            version: currentTerms.version,
            at: consentedAt,
            personalisedPush: options.personalisedPush,
            wechatMessages: options.hasWechat,
          }
    const account: AccountRow = {
      _id: ids.next('acc'),
      chosenCommunityId: null,
      consent,
      demo: persona
        ? { persona: persona.persona, name: persona.name, role: persona.role, blurb: persona.blurb, order }
        : null,
      createdAt: since,
      closedAt: null,
      lastSeenAt: consentedAt,
    }
    rows.accounts.push(account)
    identify(account._id, 'phone', options.phone)
    if (options.hasWechat) identify(account._id, 'wechat', `demo-openid-${rows.accounts.length}`)
    if (consent) {
      rows.consents.push({
        _id: ids.next('cns'),
        accountId: account._id,
        decision: 'accepted',
        version: consent.version,
        textHash: currentTermsHash,
        personalisedPush: consent.personalisedPush,
        wechatMessages: consent.wechatMessages,
        at: consent.at,
      })
    }
    return account
  }

  return {
    rows,
    settle(residents) {
      // Chance of its own: whoever is confirmed changes nothing else that is drawn.
      const random = createDemoRandom(CONFIRMED_SEED)
      const persons: PersonRow[] = []
      const residencies: ResidencyRow[] = []
      const bindings: BindingRow[] = []
      for (const [index, resident] of residents.entries()) {
        const communityId = resident.room.communityId ?? ''
        const personId = ids.next('per')
        const account =
          resident.hasAccount && resident.phone !== null ? open({ ...resident, phone: resident.phone }) : null
        const person: PersonRow = {
          ...blankPerson,
          ...seals.phone(resident.phone, communityId),
          ...(isConfirmed(resident, random) && {
            ...seals.identity('resident_id', inventedId(resident.birthDate, index), communityId),
            identityConfirmedAt: since,
          }),
          _id: personId,
          communityId,
          name: resident.name,
          nameTokens: nameTokens(resident.name),
          birthDate: resident.birthDate,
          tags: tagsOf(resident, since, now),
          createdAt: since,
        }
        persons.push(person)
        residencies.push(residencyOf(resident, ids.next('res'), person, account, since))
        if (account) {
          bindings.push({
            _id: ids.next('bnd'),
            accountId: account._id,
            communityId,
            personId,
            method: 'roll',
            from: consentedAt,
            ...{ to: null, endedReason: null, endedBy: null },
          })
        }
      }
      return { persons, residencies, bindings }
    },
    appoint(posts, tree) {
      const grants = posts.map((post, index): RoleGrantRow => {
        const persona = demoPersonas.find((candidate) => candidate.persona === post.persona)
        const phone = persona?.phone ?? `1380000${String(5000 + index)}`
        const account = open({ persona: post.persona, phone, hasWechat: false, personalisedPush: false })
        const { role, name, workPhone, organisation } = post
        const expiresAt =
          post.endsInDays === undefined ? null : instantOf(addDays(dayOf(now), post.endsInDays + 1))
        const draft = {
          expiresAt,
          accountId: account._id,
          nodeId: nodeOf(post, tree),
          role,
          name,
          workPhone,
          organisation,
        }
        return newGrant(ids.next('grt'), draft, since)
      })
      return { grants }
    },
    welcomeApplicants: (tree) =>
      applicantNames.map((name, index) => {
        const phone = `1380000${String(6000 + index)}`
        const account = open({ persona: null, phone, hasWechat: false, personalisedPush: false })
        account.chosenCommunityId = tree.community('青禾社区')
        return { accountId: account._id, name }
      }),
    welcomeNewcomers(tree) {
      const seen = new Set(rows.accounts.map((account) => account.demo?.persona))
      for (const { persona, phone } of demoPersonas.filter((candidate) => !seen.has(candidate.persona))) {
        const account = open({ persona, phone, hasWechat: false, personalisedPush: false })
        account.chosenCommunityId = tree.community('青禾社区')
      }
    },
  }
}

/** Whether the office has seen the paper of somebody: of grown-ups who live here for good, and not of all of them. */
const isConfirmed = ({ age, livesIn, persona, relation }: DemoResident, random: DemoRandom): boolean =>
  (random.chance(CONFIRMED_SHARE) || persona !== null) &&
  livesIn &&
  relation !== 'tenant' &&
  age >= ADULT_YEARS

/** A well-formed number that belongs to nobody; `order` keeps two people of one birthday apart. */
function inventedId(birthDate: string, order: number): string {
  const start = `${NO_REGION}${birthDate.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`
  const found = [...'0123456789X'].map((check) => start + check).find(isResidentId)
  if (found === undefined) throw new Error(`no number begins with ${start}`)
  return found
}

function nodeOf(post: DemoPost, tree: DemoTree): string {
  if (post.community === null) return post.label === 'street' ? tree.streetId : tree.districtId
  return post.label === post.community
    ? tree.community(post.community)
    : tree.at(post.community, post.label)._id
}

const catalogue = new Map(defaultTagCatalogue.map((tag) => [tag.code, tag]))

const tagsOf = ({ tags, marks }: DemoResident, setAt: Date, now: Date): PersonTag[] => [
  ...tags.map((code) => ({
    ...{ code, source: 'staff' as const, sourceRef: null },
    ...{ setAt, setBy: null, expiresAt: null },
  })),
  ...marks.map(({ code, source, ref, days }) => ({
    ...{ code, source, sourceRef: ref, setAt, setBy: null },
    expiresAt: new Date(now.getTime() + days * DAY_MS),
  })),
]

function residencyOf(
  { room, relation, share, livesIn }: DemoResident,
  id: string,
  person: PersonRow,
  account: AccountRow | null,
  from: Date,
): ResidencyRow {
  const communityId = room.communityId ?? ''
  const unitLabel = room.label.replace(/ \S+$/, '')
  const path = room.path.slice(room.path.indexOf(communityId))
  return {
    ...blankResidency,
    _id: id,
    communityId,
    personId: person._id,
    roomId: room._id,
    // … estate, grid, building, unit, room
    buildingId: path.at(-3) ?? '',
    path,
    roomLabel: room.label,
    buildingLabel: unitLabel.replace(/ \S+ 单元$/, ''),
    ...copiesOf(person, catalogue),
    ...{ relation, share, livesIn },
    accountId: account?._id ?? null,
    wechat: account?.consent?.wechatMessages ?? false,
    personalisedPush: account?.consent?.personalisedPush ?? false,
    from,
  }
}
