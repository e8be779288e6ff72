import { Buffer } from 'node:buffer'
import { errorRegistry } from '@linli/shared/errors'
import { defaultCatalogue } from '@linli/shared/opinions/opinions.catalogue'
import type { Role } from '@linli/shared/roles'
import { defaultServices } from '@linli/shared/services/services.catalogue'
import type { FakeWechat } from '../fake-wechat'
import { film } from '../film'
import type { Answer } from '../http-client'
import type { TestApp } from '../test-app'
import { homeIn, pickCaller, renew, type Caller } from './callers'
import type { Knowledge } from './knowledge'
import type { Operation } from './operations'
import type { Random } from './random'
import type { Hint, ValueMaker } from './schema-values'

/** As a recorder begins. */
const SOUND = Buffer.concat([Buffer.from('ID3\x04', 'latin1'), Buffer.alloc(400, 7)])
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const serviceCodes = defaultServices.map(({ code }) => code)
const categoryCodes = defaultCatalogue.flatMap(({ items }) => items.map(({ code }) => code))

/** After these a caller needs a new session, or new consent. */
const endsSession: ReadonlySet<string> = new Set(
  ['signOut', 'signOutEverywhere', 'refresh', 'withdrawConsent'].map((event) => `session.${event}`),
)

/** What a request is aimed at. */
export interface Aim {
  readonly caller: Caller
  /** The thing in the address, with the version last seen of it. */
  readonly target: { readonly id: string; readonly version: number } | undefined
  /** Values by field name that are not left to the schema. */
  readonly fixed?: Readonly<Record<string, unknown>>
  /** Makes no mistakes on purpose. */
  readonly careful: boolean
}

export interface FuzzerDeps {
  readonly app: TestApp
  readonly wechat: FakeWechat
  /** Codes sent by SMS, by phone. */
  readonly codes: Map<string, string>
  readonly callers: readonly Caller[]
  /** Accounts that play no part, for what takes roles away, with the phones they sign in with. */
  readonly spares: readonly { readonly accountId: string; readonly phone: string }[]
  readonly streetId: string
  readonly knowledge: Knowledge
  readonly random: Random
  readonly values: ValueMaker
}

/** Makes requests from the operations of the document, and judges the answers. */
export class Fuzzer {
  readonly failures: string[] = []
  readonly successes = new Map<string, number>()
  /** Roles in which an operation has been asked for. */
  readonly askedAs = new Map<string, Set<Role>>()
  passed = 0
  sent = 0

  constructor(private readonly deps: FuzzerDeps) {}

  /** A request by chance: mostly somebody it is for, on a thing that exists, with values that fit. */
  async send(operation: Operation): Promise<void> {
    const { random, knowledge, callers } = this.deps
    const offer = knowledge.offered(operation.tag, operation.event, random)
    const invited = offer && random.chance(0.8) ? offer : undefined
    const caller =
      this.unasked(operation) ??
      callers.find(({ persona }) => persona === invited?.persona) ??
      pickCaller(callers, operation.allow, random)
    const target = invited?.known ?? knowledge.thing(operation.tag, caller.persona, random)
    await this.ask(operation, { caller, target, careful: false })
  }

  /** Somebody in a role the operation is for and has not been asked in, in every other request. */
  private unasked({ id, allow }: Operation): Caller | undefined {
    const { callers, random } = this.deps
    const asked = this.askedAs.get(id)
    const waiting = callers.filter(({ roles }) =>
      roles.some((role) => Array.isArray(allow) && allow.includes(role) && !asked?.has(role)),
    )
    return waiting.length > 0 && random.chance(0.5) ? random.pick(waiting) : undefined
  }

  /** One request as aimed, its answer judged. */
  async ask(operation: Operation, aim: Aim): Promise<Answer> {
    const { random } = this.deps
    const hint = this.hintFor(operation, aim)
    const path = this.pathOf(operation, hint, aim)
    const headers: Record<string, string> = {
      'idempotency-key': `fuzz-${random.integer(0, 1e9)}-${random.integer(0, 1e9)}`,
    }
    if (!aim.careful && random.chance(0.02))
      headers['authorization'] = random.pick(['Bearer x', 'Bearer v1.e30.AAAA', 'Basic eDp5'])
    if (operation.id === 'privacy.deleteAccount') return this.leave(operation)
    const answer =
      operation.bodyType === 'multipart/form-data'
        ? await this.upload(operation, aim, path, hint)
        : await this.sendJson(operation, aim, path, headers, hint)
    await this.judge(operation, aim.caller, path, answer)
    return answer
  }

  private async sendJson(
    operation: Operation,
    aim: Aim,
    path: string,
    headers: Record<string, string>,
    hint: Hint,
  ): Promise<Answer> {
    const { random, values } = this.deps
    const init: RequestInit = { method: operation.method, headers }
    if (operation.body) {
      const slips = (probability: number) => !aim.careful && random.chance(probability)
      const good = values.fitting(operation.body, '', hint, aim.careful)
      const text = JSON.stringify(slips(0.5) ? values.broken(good) : good)
      headers['content-type'] = slips(0.01) ? 'text/plain' : 'application/json'
      init.body = slips(0.02) ? text.slice(0, -1) : text
    }
    return this.clientOf(operation, aim).raw(path, init)
  }

  /** Somebody who has just come leaves again: the callers are needed to the end. */
  private async leave(operation: Operation): Promise<Answer> {
    const { app, codes, callers, random } = this.deps
    const phone = `137${random.integer(10_000_000, 99_999_999)}`
    await app.visitor.post('/session/sms-codes', { phone })
    const session = await app.visitor.post('/session/phone', { phone, code: codes.get(phone) ?? '' })
    // Used up: whoever signs in by chance takes the code sent last.
    codes.delete(phone)
    const guest = app.withToken(String(session.body['accessToken']))
    const answer = await guest.post('/privacy/deletion', {})
    const [somebody] = callers
    if (somebody) await this.judge(operation, somebody, '/privacy/deletion', answer)
    return answer
  }

  private async upload(operation: Operation, aim: Aim, path: string, hint: Hint): Promise<Answer> {
    const { random, values } = this.deps
    const { purpose } = values.fitting(operation.body ?? {}, '', hint) as { purpose: string }
    const rooms = `小区,楼栋,单元,房号\n模糊苑,1,1,${random.integer(100, 9_999)}\n模糊苑,1,1,\n`
    const whole: Readonly<Record<string, Buffer>> = {
      ...{ import_sheet: Buffer.from(rooms), opinion_voice: SOUND, opinion_video: film() },
    }
    const good = whole[purpose] ?? PNG
    const bytes = random.pick([
      good,
      good,
      ...(aim.careful ? [] : [Buffer.from('<html><script>1</script>'), PNG.subarray(0, 30), Buffer.alloc(0)]),
    ])
    const name = aim.careful
      ? '楼道.png'
      : random.pick(['楼道.png', '../../x.png', 'a'.repeat(300), '\u0001.png'])
    const fields: Record<string, string> =
      aim.careful || random.chance(0.9) ? { purpose } : { purpose: 'nothing', more: 'x' }
    return this.clientOf(operation, aim).upload(path, { name, bytes }, fields)
  }

  private clientOf(operation: Operation, { caller, careful }: Aim) {
    const asStranger = !careful && operation.allow === 'anyone' && this.deps.random.chance(0.3)
    return asStranger ? this.deps.app.visitor : caller.client
  }

  private pathOf(operation: Operation, hint: Hint, { target, fixed = {}, careful }: Aim): string {
    const { random, values } = this.deps
    const slips = (probability: number) => !careful && random.chance(probability)
    const fill = (name: string): string => {
      if (operation.id === 'grants.holder' && random.chance(0.7)) return String(hint('fromAccountId'))
      const schema = operation.parameters.find((one) => one.in === 'path' && one.name === name)?.schema
      const hinted = hint(name)
      if (typeof hinted === 'string') return hinted
      if (schema?.enum && !slips(0.1)) return String(random.pick(schema.enum))
      if (target !== undefined && !slips(0.1)) return target.id
      return random.pick(['ntc_1BoxkVZLBjFjeN8D7rQ2wX', 'x', '..%2f..', '%00', '%E9%82%BB', '0'])
    }
    const address = operation.path
      .replace('/api/v1', '')
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => fill(name))
    const query = new URLSearchParams()
    for (const { name, in: place, required, schema } of operation.parameters) {
      const isWanted = careful ? name in fixed : random.chance(0.4)
      if (place !== 'query' || !(required || isWanted)) continue
      const value = slips(0.25)
        ? random.pick(['', '𠮷', '-1', '1e9', '[]', '%'])
        : values.fitting(schema, name, hint)
      query.append(name, String(value))
    }
    if (slips(0.03)) query.append('$where', '1')
    return query.size > 0 ? `${address}?${query.toString()}` : address
  }

  /** What a schema cannot know: ids that exist, codes that were sent, times that lie ahead. */
  private hintFor(operation: Operation, { caller, target, fixed: given = {}, careful }: Aim): Hint {
    const { app, wechat, codes, callers, spares, random, knowledge } = this.deps
    const letters = () => String.fromCharCode(...Array.from({ length: 4 }, () => random.integer(65, 90)))
    const home = homeIn(callers, caller.communityId)
    const soon = () => new Date(app.clock.now().getTime() + random.integer(1, 5) * 86_400_000).toISOString()
    const [phone = '', code = '000000'] = [...codes.entries()].at(-1) ?? []
    const signed = /files\/([^/]+)\/(view|thumb)\?e=(\d+)&s=([\w-]+)/.exec(
      knowledge.value('view', random) ?? '',
    )
    const fixed: Readonly<Record<string, () => unknown>> = {
      version: () =>
        operation.id === 'session.consent' ? knowledge.value('version', random) : (target?.version ?? 0),
      communityId: () => caller.communityId,
      parentId: () => caller.communityId,
      nodeId: () => caller.communityId,
      nodeIds: () => [random.chance(0.05) ? caller.communityId : home],
      tags: () => [],
      placeId: () => caller.communityId,
      roomId: () => home,
      categoryCode: () => random.pick(categoryCodes),
      serviceCode: () => random.pick(serviceCodes),
      photoIds: () => [],
      attachmentIds: () => [],
      coverId: () => null,
      html: () =>
        random.pick(['<p>明早停水。</p>', '<script>1</script><p>好</p>', '<a href="javascript:1">x</a>']),
      publishAt: soon,
      expiresAt: () => random.pick([null, soon()]),
      until: () => soon().slice(0, 10),
      facts: () => [{ label: '时间', value: '8:30 至 17:00' }],
      category: () => random.pick(['service', 'activity', 'policy']),
      disclosureClass: () => null,
      persona: () => random.pick(callers).persona,
      phone: () =>
        operation.event === 'signInPhone' ? phone : `138${random.integer(10_000_000, 99_999_999)}`,
      streetId: () => this.deps.streetId,
      supervisionPhone: () => '0571-88000002',
      fromAccountId: () => random.pick(spares).accountId,
      to: () =>
        operation.id === 'grants.handOver' ? { accountId: random.pick(spares).accountId } : undefined,
      // Roles of the cast stay: what is given here goes to spares, or waits for somebody.
      holder: () => ({
        phone: random.chance(0.5)
          ? random.pick(spares).phone
          : `139${random.integer(10_000_000, 99_999_999)}`,
        name: '孙小芳',
      }),
      lastDay: () =>
        operation.tag === 'grants' ? random.pick([null, soon().slice(0, 10)]) : soon().slice(0, 10),
      code: () =>
        operation.tag === 'services'
          ? random.pick(serviceCodes)
          : operation.id === 'tenants.createCommunity'
            ? letters()
            : operation.event === 'signInPhone'
              ? code
              : operation.event === 'recover'
                ? codes.get(String(given['phone']))
                : wechat.loginCode(`openid-${random.integer(1, 50)}`),
      phoneCode: () => wechat.phoneCode(`139${random.integer(10_000_000, 99_999_999)}`),
      refreshToken: () => caller.refreshToken,
      attemptKey: () => `attempt-${random.integer(0, 1e9)}-${random.integer(0, 1e9)}`,
      inviteCode: () => (careful ? knowledge.newest('inviteCode') : knowledge.value('inviteCode', random)),
      proofId: () => undefined,
      // A way of its own leads there; by chance they would only refuse what else is right.
      ...{ voice: () => undefined, point: () => undefined },
      paperTail: () => '002X',
      ticket: () => knowledge.value('ticket', random),
      deskId: () => knowledge.value('deskId', random),
      slotId: () => knowledge.value('slotId', random),
      personId: () => knowledge.value('personId', random),
      cursor: () => knowledge.value('nextCursor', random) ?? 'x',
      id: () => {
        if (operation.id === 'files.open') return signed?.[1] ?? 'x'
        return operation.id === 'people.room' ? home : undefined
      },
      variant: () => signed?.[2],
      e: () => signed?.[3] ?? '1',
      s: () => signed?.[4] ?? 'x',
    }
    return (name) => {
      if (name in given) return given[name]
      if (name === '' || !(name in fixed)) return undefined
      // Now and then the schema alone decides, and an id belongs to nobody.
      const leftAlone = !careful && name !== 'version' && random.chance(0.05)
      return leftAlone ? undefined : fixed[name]?.()
    }
  }

  private async judge(operation: Operation, caller: Caller, path: string, answer: Answer): Promise<void> {
    this.sent += 1
    const asked = this.askedAs.get(operation.id) ?? new Set<Role>()
    for (const role of caller.roles) asked.add(role)
    this.askedAs.set(operation.id, asked)
    const code = answer.status >= 400 ? this.problemCode(operation, path, answer) : null
    const isRefused = [400, 401, 403, 413, 415, 426].includes(answer.status)
    // A code that was guessed wrong or a file that cannot be read has passed the door and the schema.
    const isJudged =
      code !== null &&
      !['validation_failed', 'malformed_json', 'forbidden', 'consent_required'].includes(code)
    if (!isRefused || (answer.status !== 401 && answer.status !== 415 && isJudged)) this.passed += 1
    if (answer.status >= 200 && answer.status < 300) {
      this.successes.set(operation.id, (this.successes.get(operation.id) ?? 0) + 1)
      if (answer.headers.get('content-type')?.startsWith('application/json'))
        this.deps.knowledge.learn(operation.tag, caller.persona, answer.body)
    }
    if (!operation.statuses.includes(String(answer.status)))
      this.failures.push(
        `${operation.id} answered ${answer.status} (${code}), which is not documented: ${path}`,
      )
    if (answer.status === 401 || code === 'consent_required' || endsSession.has(operation.id))
      await renew(this.deps.app, caller)
  }

  private problemCode(operation: Operation, path: string, answer: Answer): string {
    const code = String(answer.body['code'])
    if (answer.status >= 500)
      this.failures.push(`${operation.id} answered ${answer.status}: ${operation.method} ${path}`)
    if (!(code in errorRegistry) || answer.headers.get('content-type') !== 'application/problem+json')
      this.failures.push(`${operation.id} answered no problem document: ${answer.text.slice(0, 200)}`)
    return code
  }
}
