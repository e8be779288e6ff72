import { AsyncLocalStorage } from 'node:async_hooks'
import type { CommandStartedEvent, Document } from 'mongodb'
import type { Connection } from 'mongoose'

/** Watches what a test asks of its database; see {@link watchQueries}. */
export interface QueryGuard {
  /** Serves a request: what is asked on the way is judged as a request's. */
  serving(serve: () => void): void
  /** A sentence for every kind of query that would not stand a full database. Explains each kind once. */
  findings(): Promise<string[]>
}

/** Collections that do not grow with the people or the years: reading one whole is fine. */
const small: ReadonlySet<string> = new Set(['calendar_years', 'deployment', 'audit_chains'])

/**
 * The box of one secret poll is a collection of its own, read once by its ballots and dropped at closing, when it can no
 * longer be explained. It holds nothing else to index by: no community, no time.
 */
const ballotBoxes = 'poll_box_'

/** So few rows belong to one of these that they may be sorted in memory. */
const selective: ReadonlySet<string> = new Set(['accountId', 'personId', 'nodeId', 'parentId', 'kind'])

const merging = 'two communities become one: an act of the district once in years may read it whole'

/** Queries of collections that grow which need no index all the same, with the reason. */
const few: Readonly<Record<string, string>> = {
  'accounts demo.persona': 'the cast, asked for in a demo only, which holds a thousand accounts',
  'accounts chosenCommunityId': merging,
  'bindings communityId': merging,
  'grant_invitations communityId': merging,
  'messages communityId': merging,
  'opinion_authors communityIds': merging,
  'outbox_events communityId': merging,
  'seat_claims communityId': merging,
}

/**
 * Requests that look across communities on purpose, with the reason. Everything else a request asks of a tenant's
 * collection names the community.
 */
const acrossCommunities: Readonly<Record<string, string>> = {
  'notices _id': 'a shared address leads to any community; the policy judges the row',
  'opinions $or,_id': 'the address of a case carries no community: the own case, or one on the board',
  'topics _id': 'the address of a topic carries no community; the policy judges the row',
  'api_keys secretHash': 'the secret of a key is the permission and says which community it is for',
  'api_keys _id': 'the signature by the secret of a key is the permission, as the secret itself',
  'meetings _id': 'the address of a meeting carries no community; the policy judges the row',
  'opinion_callers _id': 'a number and a code lead to a case of any community; the code is the permission',
  'polls _id': 'the address of a poll carries no community; the policy judges the row',
  'files uploadKey,uploaderId': 'an upload sent again, found by its uploader',
  'files _id,status':
    'until it is claimed a file belongs to its uploader, afterwards the signature is the permission',
  'files $or,_id,purpose': 'claiming: the uploader, or the owner it already has, stands in the filter',
  'invitations codeHash': 'a code leads to a room of any community; the code is the permission',
  'invitations codeHash,expiresAt,status': 'the same, at the moment it is used',
  'home_requests accountId': 'the own requests, wherever they were sent',
  'home_requests _id,accountId': 'the same, one of them',
  'home_requests accountId,proof': 'the same, when the account goes',
  'invitations issuedBy': 'what an account has made, for its owner and when it goes',
  'invitations issuedBy,status': 'the same',
  'invitations usedBy': 'what an account has used, for its owner and when it goes',
  'recoveries accountId': 'when the account goes, wherever it was recovered',
  'bindings _id,to': 'a merge moves the binding it has read of a person of the own community',
  'bindings accountId,to': 'an account is bound in several communities; its bindings say in which',
  'bindings personId,to': 'the account of a person who was read in the own community',
  'files status,sweepAt': 'a decision sets the sweep off that removes the photo it let go of',
  'imports _id': 'rows to correct: the signature of the address is the permission',
  'exports _id': 'a list that goes out: the signature of the address is the permission',
  'case_exports _id': 'the same',
  'audit_exports _id': 'a part of the trail: the same',
  'files uploaderId': 'what an account has uploaded, for its owner',
  'desks _id': 'the hours of a desk and the board of its hall are public',
  'slots _id': 'the times of a desk are public; a seat is taken in the community of its desk',
  'bookings _id,accountId': 'the address of a booking carries no community: the own one',
  'bookings $or,_id': 'the same, or what somebody of the family has booked for the person',
  'waits _id,accountId': 'a place on a waiting list, as the address of a booking',
  'seat_claims holder': 'the seat an account keeps while it fills in a form, wherever that is',
  'seat_claims holder,slotId,until': 'the same, while it lasts',
  'seat_claims _id,holder,slotId,until': 'the same, when it becomes a booking',
  'waits accountId,status': 'the own ones, wherever they were made',
  'waits accountId': 'the same, when the account goes',
  'bookings _id': 'a calendar file: the signature of its address is the permission',
  'bookings accountId': 'the own ones, wherever they were made',
  'bookings accountId,day,status': 'the same, those to come',
  'bookings $or,accountId,day,status': 'the same, a further page',
  'bookings accountId,status': 'the same, those that are over',
  'bookings $or,day,status': 'the own ones and those for the person, those to come',
  'bookings $and,$or,day,status': 'the same, a further page',
  'bookings $or,status': 'the same, those that are over',
  'nodes _id': 'names of places are public',
  'nodes kind,validTo': 'the communities of the deployment',
  'nodes kind,path,validTo': 'the communities under a street or district',
  'nodes kind,mergedInto': "communities that went into the caller's own: those are the values",
}

interface Query {
  readonly collection: string
  readonly filter: Document
  readonly sort: Document | undefined
  /** The command with this one query in it, as `explain` takes it. */
  readonly command: Document
  /** Asked while a request was served, not by a job or by the test itself. */
  readonly inRequest?: boolean
}

type Keys = Readonly<Record<string, unknown>>

/** The same address, with the driver telling of every command. */
export const monitored = (uri: string): string => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`

/**
 * Looks over the shoulder of the driver for as long as the connection lives. The URI has to ask for it
 * ({@link monitored}).
 */
export function watchQueries(connection: Connection): QueryGuard {
  const kinds = new Map<string, Query>()
  const requests = new AsyncLocalStorage<true>()
  connection.getClient().on('commandStarted', (event: CommandStartedEvent) => {
    if (event.databaseName !== connection.name) return
    const inRequest = requests.getStore() === true
    for (const query of queriesOf(event.command)) {
      // A test counts and reads whole collections; the application never does.
      if (Object.keys(query.filter).length === 0 && !inRequest) continue
      const kind = JSON.stringify([inRequest, query.collection, shapeOf(query.filter), query.sort])
      if (!kinds.has(kind)) kinds.set(kind, { ...query, inRequest })
    }
  })

  return {
    serving(serve) {
      requests.run(true, serve)
    },
    async findings() {
      const db = connection.getClient().db(connection.name)
      const indexes = new Map<string, readonly Keys[]>()
      const found: string[] = []
      for (const query of kinds.values()) {
        const { collection, command } = query
        if (small.has(collection) || collection.startsWith(ballotBoxes)) continue
        const known =
          indexes.get(collection) ?? (await db.collection(collection).indexes()).map(({ key }) => key as Keys)
        indexes.set(collection, known)
        const plan = await db.command({ explain: command, verbosity: 'queryPlanner' })
        const fault = faultOf(query, known, plan)
        if (fault)
          found.push(`${fault}: ${collection} ${JSON.stringify([shapeOf(query.filter), query.sort])}`)
      }
      return found
    },
  }
}

function queriesOf(command: Document): Query[] {
  const [name = ''] = Object.keys(command)
  const collection = String(command[name])
  const one = (filter: unknown, sort?: unknown): Query[] => [
    {
      collection,
      filter: filter ?? {},
      sort: sort as Document | undefined,
      command: bare(command),
    },
  ]
  switch (name) {
    case 'find':
      return one(command['filter'], command['sort'])
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return one(command['query'], command['sort'])
    case 'aggregate': {
      const [first] = command['pipeline'] as Document[]
      return one(first?.['$match'])
    }
    case 'update':
    case 'delete':
      return (command[`${name}s`] as Document[]).map((statement) => ({
        collection,
        filter: statement['q'] as Document,
        sort: undefined,
        command: { [name]: collection, [`${name}s`]: [statement] },
      }))
    default:
      return []
  }
}

const ofTheSession = [
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  '$db',
  '$clusterTime',
  '$readPreference',
]

const bare = (command: Document): Document =>
  Object.fromEntries(Object.entries(command).filter(([name]) => !ofTheSession.includes(name)))

/** The query without its values: what is asked, not for whom. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = value.map(shapeOf)
    return shapes.every((shape) => shape === '?') ? shapes.slice(0, 1) : shapes
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value === null ? null : typeof value === 'boolean' ? value : '?'
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]))
}

function faultOf(
  { collection, filter, sort, inRequest }: Query,
  indexes: readonly Keys[],
  plan: Document,
): string | null {
  const given = fieldsOf(filter)
  const asked = `${collection} ${[...given.all].sort().join()}`
  if (asked in few) return null
  if (isCollectionScan(plan)) return 'no index'
  const order = orderOf(sort)
  const isInOrder = ({ equal }: { readonly equal: ReadonlySet<string> }): boolean =>
    [...equal].some((field) => selective.has(field)) ||
    indexes.some((keys) => isReadInOrder(keys, equal, order))
  const isSortable = order.length === 0 || isInOrder(given) || waysOf(filter).every(isInOrder)
  if (!isSortable) return 'no index in this order'
  const isOfTenants = indexes.some((keys) => Object.keys(keys)[0] === 'communityId')
  if (inRequest && isOfTenants && !given.all.has('communityId') && !(asked in acrossCommunities))
    return `no community (${asked})`
  return null
}

/** Whether a stage of the winning plan reads the collection from end to end. */
function isCollectionScan(plan: unknown): boolean {
  if (typeof plan !== 'object' || plan === null) return false
  if ((plan as { stage?: unknown }).stage === 'COLLSCAN') return true
  return Object.entries(plan).some(
    ([name, part]) => name !== 'command' && name !== 'rejectedPlans' && isCollectionScan(part),
  )
}

/** The fields a filter names at its top and in its `$and`s, and those of them that are bound to values. */
function fieldsOf(filter: Document): { all: Set<string>; equal: Set<string> } {
  const all = new Set<string>()
  const equal = new Set<string>()
  for (const [name, value] of Object.entries(filter) as [string, unknown][]) {
    if (name === '$and') {
      for (const part of value as Document[]) {
        const inner = fieldsOf(part)
        for (const field of inner.all) all.add(field)
        for (const field of inner.equal) equal.add(field)
      }
      continue
    }
    all.add(name)
    const operators = isOperators(value) ? Object.keys(value) : ['$eq']
    if (operators.some((operator) => ['$eq', '$in', '$all'].includes(operator))) equal.add(name)
  }
  return { all, equal }
}

/** An `$or` is read way by way, each with what is asked beside it, and the orders are merged. */
function waysOf({ $or, ...beside }: Document): { equal: Set<string> }[] {
  return Array.isArray($or)
    ? ($or as Document[]).map((way) => fieldsOf({ ...beside, ...way }))
    : [fieldsOf(beside)]
}

const isOperators = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.keys(value)[0]?.startsWith('$') === true

/** `sort` comes as a document or, from mongoose, as a map. */
const orderOf = (sort: Document | undefined): [string, number][] =>
  [...(sort instanceof Map ? sort.entries() : Object.entries(sort ?? {}))].map(([field, way]) => [
    String(field),
    Number(way),
  ])

/** Whether an index gives the order behind what is bound to values, forwards or backwards. */
function isReadInOrder(keys: Keys, equal: ReadonlySet<string>, order: readonly [string, number][]): boolean {
  const free = Object.entries(keys).filter(([field]) => !equal.has(field))
  const wanted = order.filter(([field]) => !equal.has(field))
  const turns = wanted.map(([field, way], at) => {
    const [name, direction] = free[at] ?? []
    return name === field ? Number(direction) * way : 0
  })
  return turns.every((turn) => turn !== 0 && turn === turns[0])
}
