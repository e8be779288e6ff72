import { open311Routes } from '@linli/shared/open311/open311.routes'
import { open311Schemas } from '@linli/shared/open311/open311.schema'
import type { Context } from 'koa'
import { readFormBody, readTextBody } from '../../http/form-body'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { RawRoute } from '../../http/raw-route'
import type { ApiKeysService } from './api-keys.service'
import { GeoReportError } from './georeport.query'
import { GEOREPORT_PATH, MEDIA, type GeoReport } from './georeport.service'
import type { StatusPushes } from './status-pushes'
import { xmlList, xmlThing, type Value } from './georeport.xml'

const PREFIX = GEOREPORT_PATH

type Row = Readonly<Record<string, Value>>

/** A list of rows, or one thing. */
interface Answer {
  readonly root: string
  readonly row?: string
  readonly rows?: readonly Row[]
  readonly thing?: Row
  readonly inner?: Readonly<Record<string, string>>
}

type Format = 'xml' | 'json'

/** `requests.json` → `requests`, json; null for a format that is none of the two. */
function named(file: string): { readonly name: string; readonly format: Format } | null {
  const found = /^(.+)\.(xml|json)$/.exec(file)
  return found ? { name: found[1] ?? '', format: found[2] as Format } : null
}

function written(format: Format, answer: Answer): { readonly type: string; readonly body: string } {
  const { root, row = 'item', rows = [], thing, inner } = answer
  if (format === 'json')
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(thing ?? rows) }
  return {
    type: 'text/xml; charset=utf-8',
    body: thing ? xmlThing(root, thing, inner) : xmlList(root, row, rows, inner),
  }
}

function write(context: Context, format: Format, status: number, answer: Answer): void {
  context.status = status
  Object.assign(context, written(format, answer))
}

const errorList = (code: number, description: string): Answer => ({
  root: 'errors',
  row: 'error',
  rows: [{ code, description }],
})

/** What the door refuses (too many requests, no database) in the same form as a refusal of the protocol's own. */
const refusal: RawRoute['refusal'] = ({ status, title }, { file = '' }) =>
  written(named(file)?.format ?? 'xml', errorList(status, title))

/** Every refusal is the list of one that the specification asks for, in the format that was asked for. */
async function answer(context: Context, file: string, act: (name: string) => Promise<Answer>): Promise<void> {
  const asked = named(file)
  const format = asked?.format ?? 'xml'
  try {
    if (!asked) throw new GeoReportError(404, 'the format must be .xml or .json')
    write(context, format, 200, await act(asked.name))
  } catch (error) {
    if (!(error instanceof GeoReportError)) throw error
    write(context, format, error.status, errorList(error.status, error.description))
  }
}

const addressOf = ({ protocol, host }: Context): string => `${protocol}://${host}`

const unknown = (): never => {
  throw new GeoReportError(404, 'there is nothing at this address')
}

/** Keys inside the contract; GeoReport v2 beside it, in XML and JSON. */
export function createOpen311Routes({
  keys,
  report,
  statusPushes,
}: {
  readonly keys: ApiKeysService
  readonly report: GeoReport
  readonly statusPushes: StatusPushes
}): FeatureRoutes {
  const { operations } = implement(
    open311Routes,
    open311Schemas,
  )({
    keys: ({ actor, query }) => keys.list(actor, query.communityId),
    createKey: ({ actor, body }) => keys.create(actor, body),
    revokeKey: ({ actor, params }) => keys.revoke(actor, params.id),
  })

  /** A picture where there is one to show, otherwise the refusal GeoReport gives. */
  async function sendPhoto(context: Context, file: string): Promise<void> {
    const number = file.replace(/\.(?:jpg|png)$/, '')
    const photo = await report.photo(context.query, number).catch((error: unknown) => {
      if (error instanceof GeoReportError) return null
      throw error
    })
    if (photo === null) {
      context.status = 404
      context.type = 'application/json; charset=utf-8'
      context.body = JSON.stringify([{ code: 404, description: 'there is no photo' }])
      return
    }
    context.set({
      'Content-Type': photo.mime,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      // Hidden again, it is gone from caches as soon.
      'Cache-Control': 'public, max-age=300',
    })
    context.status = 200
    context.body = photo.bytes
  }

  const open = { allow: 'anyone', consentFree: true, refusal } as const
  const raw: RawRoute[] = [
    {
      ...open,
      method: 'GET',
      path: `${PREFIX}/{file}`,
      limit: 'public-search',
      handle: (context, { file = '' }) =>
        answer(context, file, async (name) => {
          switch (name) {
            case 'discovery':
              return {
                root: 'discovery',
                thing: report.discovery(addressOf(context), PREFIX),
                inner: { endpoints: 'endpoint', formats: 'format' },
              }
            case 'services':
              return { root: 'services', row: 'service', rows: await report.services(context.query) }
            case 'requests':
              return {
                root: 'service_requests',
                row: 'request',
                rows: await report.requests(addressOf(context), context.query),
              }
            default:
              return unknown()
          }
        }),
    },
    {
      ...open,
      method: 'GET',
      path: `${PREFIX}/{kind}/{file}`,
      limit: 'public-search',
      handle: (context, { kind = '', file = '' }) =>
        kind === MEDIA
          ? sendPhoto(context, file)
          : answer(context, file, async (name) => {
              switch (kind) {
                case 'services':
                  return {
                    root: 'service_definition',
                    thing: await report.definition(context.query, name),
                    inner: { attributes: 'attribute', values: 'value' },
                  }
                case 'requests':
                  return {
                    root: 'service_requests',
                    row: 'request',
                    rows: await report.request(addressOf(context), context.query, name),
                  }
                // Every request is given its number at once, so no token was ever handed out.
                case 'tokens':
                  throw new GeoReportError(404, 'token was not found')
                default:
                  return unknown()
              }
            }),
    },
    {
      ...open,
      method: 'POST',
      path: `${PREFIX}/{file}`,
      limit: 'public-search',
      handle: (context, { file = '' }) =>
        answer(context, file, async (name) => {
          if (name === 'status-pushes') {
            const push = {
              keyId: context.get('linli-key'),
              timestamp: context.get('linli-timestamp'),
              signature: context.get('linli-signature'),
              body: await readTextBody(context.req),
            }
            return { root: 'status_pushes', row: 'push', rows: await statusPushes.take(push) }
          }
          if (name !== 'requests') return unknown()
          const form = await readFormBody(context.req)
          if (!form)
            throw new GeoReportError(400, 'the body must be application/x-www-form-urlencoded, at most 64 KB')
          return { root: 'service_requests', row: 'request', rows: await report.file(form) }
        }),
    },
  ]
  return { operations, raw }
}
