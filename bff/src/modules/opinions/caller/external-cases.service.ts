import type { ExternalCase, ExternalFiling, ExternalService, ExternalWindow } from './external-cases.types'
import type { ErrorCode } from '@linli/shared/errors'
import { endedStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import { withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import { areaAt, middleOf, type Position } from '@linli/shared/space/boundary.rules'
import type { Clock } from '../../../platform/clock'
import { systemActor } from '../../../platform/actor'
import type { FileRef } from '../../../platform/files/file-ref'
import type { Outbox } from '../../../platform/outbox'
import { AppError } from '../../../platform/problem-error'
import { deletedAccount } from '../../../platform/personal-data'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { CallerSeals } from './caller-seals'
import { createKeepCase } from './kept-case'
import type { OpinionCallers } from './opinion-callers.repository'
import type { OpinionAct, OpinionPlace } from '../opinion-parts.model'
import type { OpinionRow } from '../opinion.model'
import { currentStatus } from '../opinions.effects'
import { boardScope, eventScope } from '../opinions.policy'
import type { OpinionCalendars, OpinionFiles, OpinionSpace } from '../opinions.ports'
import { statusText } from '../opinions.presenter'
import type { QueueCounts } from '../opinions.queue-counts'
import type { OpinionsRepository } from '../opinions.repository'
import { categoryOf, type OpinionSettingsSource } from '../opinions.settings'
import { createSubmissions, type SubmissionDeps } from '../opinions.submission'
import type { ExternalCasesRepository } from './external-cases.repository'

/** The opinion box as other systems of the district reach it: what is public, and what they file themselves. */
export interface ExternalCases {
  services(communityId: string): Promise<ExternalService[]>
  /** Public cases asked for in a window of time, the newest first. */
  window(communityId: string, window: ExternalWindow): Promise<ExternalCase[]>
  /** By number: what is public, and to a key what came in by it. */
  byNumbers(communityId: string, numbers: readonly string[], keyId: string | null): Promise<ExternalCase[]>
  /** The photo of a case that was let pass for everybody; null while there is none. */
  photo(communityId: string, number: string): Promise<{ bytes: Buffer; mime: string } | null>
  /** One case by its id; `shown` is null while nothing of it is public. Null when there is none. */
  told(communityId: string, id: string): Promise<{ number: string; shown: ExternalCase | null } | null>
  /**
   * Files an unverified case that staff look at before anybody else does. What is no photo that can be opened is left
   * out and said.
   */
  file(
    communityId: string,
    filing: ExternalFiling,
  ): Promise<{ number: string; photoRefused: boolean } | 'no_service' | 'no_place'>
}

export interface ExternalCasesDeps extends SubmissionDeps {
  readonly external: ExternalCasesRepository
  readonly opinions: OpinionsRepository
  readonly callers: OpinionCallers
  readonly seals: CallerSeals
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly counts: Pick<QueueCounts, 'forget'>
  readonly space: OpinionSpace
  readonly files: OpinionFiles
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}

const refusedPhotos: readonly ErrorCode[] = ['file_type_refused', 'file_too_large', 'file_unreadable']
const ended: readonly OpinionStatus[] = endedStatuses

export function createExternalCases(deps: ExternalCasesDeps): ExternalCases {
  const { external, settings, calendars, space, files, uow, clock } = deps
  const compose = createSubmissions(deps)
  const keep = createKeepCase(deps)

  return {
    async services(communityId) {
      const { groups } = await settings.of(communityId)
      return groups.flatMap((group) =>
        group.items.map(({ code, label, days, unit, urgent = false }) => ({
          ...{ code, name: label, group: group.label, days, unit, urgent },
        })),
      )
    },

    async window(communityId, window) {
      return publicCases(communityId, await external.window(boardScope(communityId), window, clock.now()))
    },

    async byNumbers(communityId, numbers, keyId) {
      const rows = await external.byNumbers(boardScope(communityId), numbers)
      const known = rows.filter(({ board, apiKeyId }) => board || (keyId !== null && apiKeyId === keyId))
      return publicCases(communityId, known)
    },

    async photo(communityId, number) {
      const [row] = await external.byNumbers(boardScope(communityId), [number])
      const copy = row && shownPhoto(row)
      const file = copy ? await files.read(boardScope(communityId), copy.id) : null
      return copy && file ? { bytes: file.bytes, mime: copy.mime } : null
    },

    async told(communityId, id) {
      const row = await external.byId(boardScope(communityId), id)
      if (!row) return null
      const [shown = null] = row.board ? await publicCases(communityId, [row]) : []
      return { number: row.number, shown }
    },

    async file(
      communityId,
      { keyId, keyName, serviceCode, placeId, placeDetail, point, text, name, phone, photo, beside },
    ) {
      const scope = eventScope(communityId)
      const [community, own, calendar] = [
        await space.community(communityId),
        await settings.of(communityId),
        await calendars.current(),
      ]
      const category = categoryOf(own, serviceCode)
      if (!community || !category) return 'no_service'
      const grid = point && placeId === undefined ? await gridAt(communityId, point) : undefined
      const place = await space.place(scope, placeId ?? grid ?? communityId)
      if (!place) return 'no_place'
      const now = clock.now()
      const row: OpinionRow = {
        ...(await compose({
          ...{
            actor: systemActor,
            author: systemActor,
            scope,
            community,
            category,
            place,
            now,
            own,
            calendar,
          },
          submission: {
            ...{ categoryCode: serviceCode, photoIds: [], placeId: place.id, placeDetail },
            text: text ?? `${category.label}（对方系统没有写说明）`,
            ...{ hideName: true, wantsPublic: true, notifyMe: false },
            ...(grid !== undefined && { point }),
          },
        })),
        authorAccountId: deletedAccount,
        authorPersonId: null,
        authorLabel: `${keyName}（其他系统转来，未核实）`,
        channel: 'system',
        apiKeyId: keyId,
      }
      const photoId = photo === null ? null : await keptPhoto(photo)
      await uow.run(async () => {
        const photos = await files.claim(photoId === null ? [] : [photoId], {
          ...{ purpose: 'opinion_photo', ownerType: 'opinion', ownerId: row._id, communityId },
          ...{ accountId: systemActor.accountId, field: 'media_url' },
        })
        await beside(row.number)
        const isNamed = name !== undefined || phone !== undefined
        await keep(
          { ...row, photos },
          { urgent: category.urgent, caller: isNamed ? { channel: 'system', name, phone } : null },
        )
      })
      return { number: row.number, photoRefused: photo !== null && photoId === null }
    },
  }

  async function publicCases(communityId: string, rows: readonly OpinionRow[]): Promise<ExternalCase[]> {
    const community = await space.community(communityId)
    const gridIds = [...new Set(rows.flatMap(({ place }) => gridOf(place) ?? []))]
    const middles = new Map(
      await Promise.all(
        gridIds.map(async (id) => {
          const boundary = await space.boundary(boardScope(communityId), id)
          return [id, boundary && middleOf(boundary)] as const
        }),
      ),
    )
    const now = clock.now()
    return rows.map((row) => ({
      ...publicCase(row, now, community?.name ?? ''),
      point: middles.get(gridOf(row.place) ?? '') ?? null,
    }))
  }

  /** The grid a spot lies in; undefined outside all that are drawn. */
  async function gridAt(communityId: string, point: Position): Promise<string | undefined> {
    const grids = (await space.postsUnder(communityId)).filter(({ kind }) => kind === 'grid')
    const areas = await Promise.all(
      grids.map(async ({ id }) => ({ id, boundary: await space.boundary(boardScope(communityId), id) })),
    )
    return areaAt(areas, point)?.id
  }

  /** Sniffed and drawn anew as every photo; null when it is none. */
  async function keptPhoto(bytes: Buffer): Promise<string | null> {
    try {
      return (await files.keepFetched({ purpose: 'opinion_photo', bytes, name: '其他系统的照片' })).id
    } catch (error) {
      if (error instanceof AppError && refusedPhotos.some((code) => code === error.code)) return null
      throw error
    }
  }
}

/** Never a name, a phone or a door; where nothing was released yet, the category stands for the text. */
function publicCase(row: OpinionRow, now: Date, communityName: string): Omit<ExternalCase, 'point'> {
  const status = currentStatus(row, now)
  const answer = row.entries.findLast(({ kind }) => kind === 'reply')
  return {
    number: row.number,
    open: !ended.includes(status),
    statusWords: [statusText(row, status, 'staff'), answer && row.board && withoutPrivateMarks(answer.text)]
      .filter(Boolean)
      .join('：'),
    serviceName: row.category.label,
    serviceCode: row.category.code,
    text: row.board?.text ?? null,
    agency: communityName,
    requestedAt: row.submittedAt,
    updatedAt: changedAt(row, status, answer?.at),
    expectedAt: ended.includes(status) ? null : row.clock.dueAt,
    address: row.place.publicLabel,
    photo: shownPhoto(row)?.mime ?? null,
  }
}

/** What changes nothing of the row but what is shown with it. */
const shownActs: readonly OpinionAct[] = ['make_public', 'show_photos']

/** When something that is told last changed: the status, the answer, the text or the photo; internal acts tell nothing. */
function changedAt(row: OpinionRow, status: OpinionStatus, answeredAt: Date | undefined): Date {
  const told = row.history.filter(({ event, from, to }) => from !== to || shownActs.includes(event))
  const lapsed = status === row.status ? undefined : row.nextActionAt
  const times = [row.submittedAt, row.board?.at, answeredAt, lapsed, ...told.map(({ at }) => at)]
  return new Date(Math.max(...times.map((at) => at?.getTime() ?? 0)))
}

/** The grid something lies in, or is. */
const gridOf = ({ kind, nodeId, gridId }: OpinionPlace): string | null => (kind === 'grid' ? nodeId : gridId)

/** The first covered copy: GeoReport knows one photo. */
const shownPhoto = ({ board }: OpinionRow): FileRef | undefined =>
  board?.photos?.flatMap(({ copy }) => copy ?? [])[0]
