import { limitText } from '@linli/shared/opinions/opinions.catalogue'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import { OutboundError, type Outbound, type OutboundReason } from '../../platform/outbound'
import type { ApiKeysService } from './api-keys.service'
import type { Filings } from './filings.repository'
import { filedRequest, GeoReportError, given, MOST_REQUESTS, requestsQuery } from './georeport.query'
import type { Value } from './georeport.xml'
import type { KeyLimit } from './key-limit'
import type { Jurisdictions } from './jurisdictions'
import type { Open311Cases } from './open311.ports'

type Query = Readonly<Record<string, string | readonly string[] | undefined>>
type Row = Readonly<Record<string, Value>>

/** GeoReport v2 (reference: cases and booking §3), before it is written as XML or JSON. */
export interface GeoReport {
  /** `asked`: where whoever asks found the server; given out where no public address is set. Also below. */
  discovery(asked: string, path: string): Row
  services(query: Query): Promise<Row[]>
  definition(query: Query, code: string): Promise<Row>
  requests(asked: string, query: Query): Promise<Row[]>
  request(asked: string, query: Query, number: string): Promise<Row[]>
  /** What `media_url` leads to, for as long as staff show it. */
  photo(query: Query, number: string): Promise<{ readonly bytes: Buffer; readonly mime: string }>
  /** What anybody may be told of a case by its id: its row, or null while nothing of it is public. */
  told(
    communityId: string,
    caseId: string,
  ): Promise<{ jurisdictionId: string | null; number: string; row: Row | null } | null>
  /** Files a case. The same form by the same key within a day leads to the case it led to before. */
  file(form: URLSearchParams): Promise<Row[]>
}

/** Where GeoReport stands on the server, and the photos of released cases under it. */
export const GEOREPORT_PATH = '/open311/v2'
export const MEDIA = 'media'

type ExternalCase = Awaited<ReturnType<Open311Cases['window']>>[number]

/** So long a request that is sent again is the one before: longer than any client goes on trying. */
const REPEATED_MS = 86_400_000
const MOST_PHOTO_BYTES = 10 * 1024 * 1024
const filingField = 'open311.filing'
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'
const CHANGESET = '2026-11-26T00:00:00Z'

export function createGeoReport(deps: {
  readonly cases: Open311Cases
  readonly keys: Pick<ApiKeysService, 'open'>
  readonly jurisdictions: Jurisdictions
  readonly limit: KeyLimit
  readonly filings: Filings
  readonly publicUrl: string | undefined
  readonly outbound: Outbound
  readonly crypto: Pick<Crypto, 'blindIndex'>
  readonly clock: Clock
}): GeoReport {
  const { cases, keys, jurisdictions, limit, filings, publicUrl, outbound, crypto, clock } = deps

  async function communityIn(jurisdictionId: string | undefined): Promise<string> {
    if (jurisdictionId === undefined) throw new GeoReportError(400, 'jurisdiction_id was not provided')
    const communityId = await jurisdictions.communityOf(jurisdictionId)
    if (communityId === null) throw new GeoReportError(404, 'jurisdiction_id was not found')
    return communityId
  }

  const communityOf = (query: Query): Promise<string> => communityIn(given(query['jurisdiction_id']))

  /** A key may look for what came in by it; without one only what is public is seen. */
  async function keyOf(query: Query, communityId: string): Promise<string | null> {
    const secret = given(query['api_key'])
    if (secret === undefined) return null
    const key = await keys.open(secret)
    if (key?.communityId !== communityId)
      throw new GeoReportError(403, 'api_key is not valid for this jurisdiction')
    return key._id
  }

  async function serviceOf(communityId: string, code: string) {
    const service = (await cases.services(communityId)).find((one) => one.code === code)
    if (!service) throw new GeoReportError(404, 'service_code was not found')
    return service
  }

  return {
    discovery: (asked, path) => ({
      changeset: CHANGESET,
      contact: '请联系所在区县的平台管理员',
      key_service: '由所在区县的平台管理员发放，每个社区一把，到期要换',
      endpoints: [
        {
          specification: SPECIFICATION,
          url: `${publicUrl ?? asked}${path}`,
          changeset: CHANGESET,
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    }),

    async services(query) {
      const services = await cases.services(await communityOf(query))
      return services.map(({ code, name, group, days, unit, urgent }) => ({
        service_code: code,
        service_name: name,
        description: urgent
          ? `${name}，不排队，收到马上联系`
          : `${name}，受理后 ${limitText({ days, unit })}内答复`,
        metadata: true,
        type: 'realtime',
        keywords: `${group},${name}`,
        group,
      }))
    },

    async definition(query, code) {
      const communityId = await communityOf(query)
      await serviceOf(communityId, code)
      return {
        service_code: code,
        attributes: [
          {
            variable: true,
            code: 'place_detail',
            datatype: 'string',
            required: false,
            datatype_description: '例如：5 楼电梯口',
            order: 1,
            description: '具体在什么位置',
            values: [],
          },
        ],
      }
    },

    async requests(asked, query) {
      const communityId = await communityOf(query)
      const keyId = await keyOf(query, communityId)
      const wanted = requestsQuery(query, clock.now())
      const found =
        wanted.ids.length > 0
          ? await cases.byNumbers(communityId, wanted.ids, keyId)
          : await cases.window(communityId, {
              from: wanted.from,
              to: wanted.to,
              codes: wanted.codes,
              open: wanted.statuses.length === 1 ? wanted.statuses[0] === 'open' : null,
              limit: MOST_REQUESTS,
            })
      const start = (wanted.page - 1) * wanted.pageSize
      const media = mediaAt(publicUrl ?? asked, given(query['jurisdiction_id']))
      return found.slice(start, start + wanted.pageSize).map((one) => rowOf(one, media))
    },

    async request(asked, query, number) {
      const communityId = await communityOf(query)
      const [found] = await cases.byNumbers(communityId, [number], await keyOf(query, communityId))
      if (!found) throw new GeoReportError(404, 'service_request_id was not found')
      return [rowOf(found, mediaAt(publicUrl ?? asked, given(query['jurisdiction_id'])))]
    },

    async photo(query, number) {
      const photo = await cases.photo(await communityOf(query), number)
      if (!photo) throw new GeoReportError(404, 'there is no photo')
      return photo
    },

    async told(communityId, caseId) {
      const found = await cases.told(communityId, caseId)
      if (!found) return null
      const jurisdictionId = await jurisdictions.idOf(communityId)
      const media = mediaAt(publicUrl, jurisdictionId ?? undefined)
      return { jurisdictionId, number: found.number, row: found.shown && rowOf(found.shown, media) }
    },

    async file(form) {
      const secret = given(form.get('api_key') ?? undefined)
      const key = secret === undefined ? null : await keys.open(secret)
      if (!key) throw new GeoReportError(403, 'api_key is missing or not valid')
      const communityId = await communityIn(given(form.get('jurisdiction_id') ?? undefined))
      if (key.communityId !== communityId)
        throw new GeoReportError(403, 'api_key is not valid for this jurisdiction')
      const filed = filedRequest(form)
      const now = clock.now()
      const fingerprint = fingerprintOf(key._id, form)
      const earlier = await filings.numberOf(communityId, fingerprint, now)
      if (earlier !== null) return filedRow(earlier, null)
      await limit.take(key._id)
      const media = filed.mediaUrl === undefined ? null : await photoAt(filed.mediaUrl)
      const filing = {
        keyId: key._id,
        keyName: key.name,
        serviceCode: filed.serviceCode,
        placeId: filed.addressId,
        placeDetail: filed.addressText,
        point: filed.point,
        text: filed.description,
        name: filed.name,
        phone: filed.phone,
        photo: media?.photo ?? null,
        beside: (number: string) =>
          filings.remember({ communityId, fingerprint, number }, now, new Date(now.getTime() + REPEATED_MS)),
      }
      const made = await cases.file(communityId, filing).catch(async (error: unknown) => {
        const number = filings.isTaken(error) ? await filings.numberOf(communityId, fingerprint, now) : null
        if (number === null) throw error
        return { number, photoRefused: false }
      })
      if (made === 'no_service') throw new GeoReportError(404, 'service_code was not found')
      if (made === 'no_place') throw new GeoReportError(400, 'address_id is no place of this jurisdiction')
      return filedRow(made.number, made.photoRefused ? 'no_photo' : (media?.reason ?? null))
    },
  }

  /** Of everything the form says, in whatever order, without the secret itself. */
  function fingerprintOf(keyId: string, form: URLSearchParams): string {
    const fields = [...form].filter(([name]) => name !== 'api_key').toSorted(byNameAndValue)
    return crypto.blindIndex(JSON.stringify([keyId, ...fields]), filingField)
  }

  /** A photo that cannot be had keeps no case from being filed; the answer says why it is missing. */
  async function photoAt(address: string): Promise<{ photo: Buffer | null; reason: PhotoFault | null }> {
    try {
      return { photo: await outbound.get(address, { mostBytes: MOST_PHOTO_BYTES }), reason: null }
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return { photo: null, reason: error.reason }
    }
  }
}

type PhotoFault = OutboundReason | 'no_photo'

const photoFaults: Readonly<Record<PhotoFault, string>> = {
  address: '照片没有取：media_url 要以 https:// 开头',
  host_not_listed: '照片没有取：这个网站不在平台管理员的名单里',
  private_address: '照片没有取：这个地址不在公网上',
  redirected: '照片没有取：这个地址转去了别处',
  too_large: '照片没有取：超过 10 MB',
  timed_out: '照片没有取到：对方太久没有回应',
  failed: '照片没有取到：对方没有给出照片',
  no_photo: '照片没有收：取到的不是能打开的照片',
}

const byNameAndValue = (one: readonly [string, string], other: readonly [string, string]): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1

function filedRow(number: string, fault: PhotoFault | null): Row[] {
  const words = '已收到，社区核实后办理。没有公开之前，凭同一把 api_key 查进展'
  return [
    {
      service_request_id: number,
      service_notice: fault === null ? words : `${words}。${photoFaults[fault]}`,
      account_id: null,
    },
  ]
}

type MediaAt = (found: ExternalCase) => string | null

/** The address of a photo stays the same; whether anybody sees it is decided each time it is asked for. */
const mediaAt =
  (base: string | undefined, jurisdictionId: string | undefined): MediaAt =>
  ({ number, photo }) => {
    if (photo === null || base === undefined || jurisdictionId === undefined) return null
    const name = `${number}.${photo === 'image/png' ? 'png' : 'jpg'}`
    return `${base}${GEOREPORT_PATH}/${MEDIA}/${name}?jurisdiction_id=${encodeURIComponent(jurisdictionId.toLowerCase())}`
  }

/** Five digits are a metre; what is told is the middle of a grid, so that no more than that is said. */
const degrees = (value: number | undefined): number | null =>
  value === undefined ? null : Number(value.toFixed(5))

/** The row of a request, every field of the specification present; no coordinates closer than the grid. */
const rowOf = (found: ExternalCase, media: MediaAt): Row => ({
  service_request_id: found.number,
  status: found.open ? 'open' : 'closed',
  status_notes: found.statusWords,
  service_name: found.serviceName,
  service_code: found.serviceCode,
  description: found.text,
  agency_responsible: found.agency,
  service_notice: null,
  requested_datetime: found.requestedAt.toISOString(),
  updated_datetime: found.updatedAt.toISOString(),
  expected_datetime: found.expectedAt?.toISOString() ?? null,
  address: found.address,
  address_id: null,
  zipcode: null,
  lat: degrees(found.point?.[1]),
  long: degrees(found.point?.[0]),
  media_url: media(found),
})
