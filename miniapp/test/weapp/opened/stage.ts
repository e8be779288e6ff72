import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startDemoServer, type DemoServer } from '../../server'
import { eventually } from '../eventually'
import type { MiniProgram } from '../mini-program'
import type { PageHandle } from '../page-handle'
import { bootAs } from '../signed-in'

// One demo and one phone for each person of the table; whoever imports this starts and ends them.

export interface Item {
  readonly id: string
  readonly title: string
}
export interface Opinion extends Item {
  readonly number: string
  readonly version: number
  readonly status: string
  readonly text: string
  readonly rating: { readonly score: number } | null
  readonly timeline: readonly { readonly kind: string; readonly text: string | null }[]
}
export interface Matter {
  readonly kind: string
  readonly targetId: string
  readonly title: string
}

export const RESIDENT = 'resident'
export const STAFF = 'community-staff'
export const ADMIN = 'community-admin'
export const OPERATOR = 'district-operator'
export const SUPERVISOR = 'supervisor'
export const TEXT = '单元门口的感应灯这两天不亮了，晚上回家看不清台阶'

let server: DemoServer
const apps = new Map<string, MiniProgram>()
let matters: readonly Matter[]

beforeAll(async () => {
  server = await startDemoServer()
  for (const who of [RESIDENT, STAFF, ADMIN, OPERATOR, SUPERVISOR, 'newcomer'])
    apps.set(who, await bootAs(server, who))
  apps.set('visitor', await bootAs(server, undefined))
  matters = (await server.call<{ matters: readonly Matter[] }>(RESIDENT, 'GET', '/home')).matters
}, 240_000)

afterAll(async () => {
  for (const app of apps.values()) app.close()
  await server?.close()
})

/** A request of the contract as that person. */
export const call: DemoServer['call'] = (...request) => server.call(...request)

export const asResident = <T>(route: string) => server.call<T>(RESIDENT, 'GET', route)
export const asStaff = <T>(route: string) => server.call<T>(STAFF, 'GET', route)
export const holderNamed = async (name: string): Promise<string> => {
  const { items } = await server.call<{ items: readonly { accountId: string; name: string }[] }>(
    ADMIN,
    'GET',
    `/role-grants?q=${encodeURIComponent(name)}`,
  )
  return first(items, name).accountId
}
export const communityNamed = async (name: string): Promise<string> => {
  const { streets } = await server.call<{
    streets: readonly { communities: readonly { id: string; name: string }[] }[]
  }>(OPERATOR, 'GET', '/tenants')
  return first(
    streets.flatMap(({ communities }) => communities.filter((one) => one.name === name)),
    name,
  ).id
}
export const opinion = (id: string) => asResident<Opinion>(`/opinions/${id}`)

export function appOf(who: string): MiniProgram {
  const app = apps.get(who)
  if (app === undefined) throw new Error(`nobody booted as ${who}`)
  return app
}

export function matterOf(kind: string): Matter {
  const found = matters.find((matter) => matter.kind === kind)
  if (found === undefined) throw new Error(`The demo resident has no matter of kind ${kind}`)
  return found
}

export const first = <T>(items: readonly T[], what: string): T => {
  const [item] = items
  if (item === undefined) throw new Error(`The demo has no ${what}`)
  return item
}

export async function listed<T extends Item>(route: string): Promise<T> {
  return first((await asStaff<{ items: readonly T[] }>(route)).items, route)
}

export async function personNamed(name: string): Promise<string> {
  return (await listed(`/people?q=${encodeURIComponent(name)}`)).id
}

export interface Homes {
  readonly homes: readonly { readonly label: string }[]
}

export async function roomNamed(label: string): Promise<string> {
  const { items } = await asStaff<{ items: readonly { id: string; label: string }[] }>(
    `/space/search?q=${encodeURIComponent(label)}`,
  )
  return first(
    items.filter((item) => item.label === label),
    label,
  ).id
}

/** An invitation somebody makes for a room, with its code. */
export async function invitation(
  who: string,
  roomId: string,
  relation: string,
): Promise<{ readonly id: string; readonly inviteCode: string }> {
  const { id } = await server.call<{ id: string }>(who, 'POST', '/homes/invitations', { roomId, relation })
  return server.call(who, 'POST', `/homes/invitations/${id}/sheet`)
}

/** A sheet somebody has received in a conversation. */
export async function sheetOf(name: string, text: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'linli-sheet-')), name)
  await writeFile(file, text)
  return file
}

/** A list with one good row and one bad one, at the end of its dry run. */
export async function badList(): Promise<string> {
  const form = new FormData()
  form.append('purpose', 'import_sheet')
  form.append('file', new Blob(['小区,楼栋,房号,建筑面积\n新园,1,101,89\n新园,1,102,八十九\n']), '房屋.csv')
  const headers = {
    authorization: `Bearer ${await server.tokenOf(STAFF)}`,
    'idempotency-key': 'weapp-bad-list',
  }
  const stored = await fetch(`${server.address}/api/v1/files`, { method: 'POST', headers, body: form })
  const { id: fileId } = (await stored.json()) as { id: string }
  const { community } = await asStaff<{ community: { id: string } }>('/session')
  const body = { communityId: community.id, kind: 'rooms', fileId }
  const { id } = await server.call<{ id: string }>(STAFF, 'POST', '/imports', body)
  await eventually(
    () => asStaff<{ status: string }>(`/imports/${id}`),
    ({ status }) => status === 'checked',
    'the end of the dry run',
  )
  return id
}

export const noticeToConfirm = () => `/packages/notices/detail?id=${matterOf('confirm-notice').targetId}`
export const ofOpinion = (page: string, kind: string) => () =>
  `/packages/opinions/${page}?id=${matterOf(kind).targetId}`

/** A page of the app: who opens it where, what stands on it, and what its main act leaves behind. */
export interface Opened {
  readonly who: string
  readonly address: () => string | Promise<string>
  readonly heading: RegExp
  /** Words of the seeded data. */
  readonly words: RegExp
  readonly act: (page: PageHandle, app: MiniProgram) => Promise<void>
}

export type Pages = Readonly<Record<string, Opened>>
