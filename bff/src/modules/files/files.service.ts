import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { FileType, FilePurpose, UploadPurpose } from '@linli/shared/files/files.rules'
import { acceptedTypes, isImageType, isProof, limitOf, limitOfPurpose } from '@linli/shared/files/files.rules'
import type { FileView } from '@linli/shared/files/files.schema'
import { VIDEO_SECONDS } from '@linli/shared/opinions/intake.limits'
import type { Logger } from 'pino'
import { systemActor, type Actor } from '../../platform/actor'
import { periodMs } from '../../platform/retention-rules'
import type { Clock } from '../../platform/clock'
import type { Blobs } from '../../platform/files/blobs'
import type { Cover } from '../../platform/files/cover-mask'
import type { Images } from '../../platform/files/images'
import { filmSeconds, withoutPlaces } from '../../platform/files/iso-media'
import { sniff, sniffText, type Sniffed } from '../../platform/files/sniff'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { SignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createTurns } from '../../platform/turns'
import type { Upload } from '../../platform/upload'
import { byteRange, type ByteRange } from './byte-range'
import { displayName } from './file-name'
import type { FileRow } from './file.model'
import { judgeUpload } from './files.policy'
import { presentFile, refOf, type FileRef } from './files.presenter'
import type { FileOwner, FilesRepository } from './files.repository'

/** An uploaded or released file that nothing owns is removed after this long. */
const UNOWNED_MS = periodMs('uploads')
const SWEEP_BATCH = 100
/** Uploads held in memory side by side: 20 MB each, and a decoded photo beside it. */
const SIDE_BY_SIDE = 4

export interface StoreRequest {
  readonly purpose: UploadPurpose
  readonly upload: Upload
  /** The same key from the same person gives the file of the first try, so that a weak network makes no doubles. */
  readonly idempotencyKey: string | null
}

/** Bytes the house has fetched itself, on behalf of another system. */
export interface Fetched {
  readonly purpose: UploadPurpose
  readonly bytes: Buffer
  readonly name: string
}

export interface Claim extends FileOwner {
  readonly purpose: FilePurpose
  readonly communityId: string
  /** Who claims; only the uploader's own files can be claimed. */
  readonly accountId: string
  /** Field of the request that carried the ids, for the error: `photoIds`. */
  readonly field: string
}

export interface OpenedFile {
  /** The part that was asked for; empty when there is no such part. */
  readonly bytes: Buffer
  /** Where that part lies; null for the whole. */
  readonly part: ByteRange | 'unsatisfiable' | null
  /** Bytes of the whole. */
  readonly length: number
  readonly mime: string
  readonly name: string
  readonly disposition: 'inline' | 'attachment'
  /** How long a client may keep it: until its address stops working. */
  readonly secondsLeft: number
}

export interface FilesService {
  /** Checks, re-encodes and stores one upload. The file is unowned until it is claimed. */
  store(actor: Actor, request: StoreRequest): Promise<FileView>
  /** The same for what was fetched; it is the system's until it is claimed. */
  keepFetched(fetched: Fetched): Promise<FileView>
  /**
   * Makes the files the owner's, each exactly once; call it inside `uow.run` with the owner's own write.
   * Files the same owner already has are accepted as they are, so an edit can send its whole list.
   * Answers them in the order of `ids`, to be embedded in the owner's document.
   * Throws `validation_failed` naming the field when one is missing, another person's, or another owner's.
   */
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  /**
   * Makes a copy of an image of the scope with what is painted over covered for good, as an unowned file of the account that waits
   * to be claimed; answers its id. The original stays as it is. Throws `not_found`.
   */
  cover(
    scope: Scope,
    id: string,
    copy: Cover & { readonly purpose: FilePurpose; readonly accountId: string },
  ): Promise<string>
  /** Lets go of the owner's files of this purpose that are not in `keepIds`; they are removed within a day. */
  releaseOthers(
    keepIds: readonly string[],
    owner: FileOwner & { purpose: FilePurpose; communityId: string },
  ): Promise<void>
  /**
   * Lets go of the owner's photos of documents for good, but for the one that takes the place of the others: they
   * cannot be read from the commit on, and their bytes go right after. Call it inside `uow.run` with the decision.
   */
  discardProof(owner: FileOwner & { communityId: string; keepId?: string }): Promise<void>
  /** A document's photo, for the feature that owns it and has judged who asks. Throws `not_found`. */
  readProof(owner: FileOwner & { communityId: string; id: string }): Promise<{ bytes: Buffer; mime: string }>
  /** The outgoing form of an embedded file, with freshly signed addresses. Pure: no look-up. Call it after the policy. */
  present(ref: FileRef): FileView
  /** Embedded forms by id, for owners that keep ids only. */
  refs(scope: Scope, ids: readonly string[]): Promise<Map<string, FileRef>>
  /** The content of a file an owner in the scope has claimed, for the owner's own work; null when it is gone. */
  read(scope: Scope, id: string): Promise<{ bytes: Buffer; type: FileType } | null>
  /** `/api/v1/files/<id>/<variant>?e=…&s=…`, good for 5 to 10 minutes. */
  signedUrl(fileId: string, variant: 'view' | 'thumb'): string
  /** Opens a signed address; `not_found` for anything that is not exactly right, whatever the reason. */
  open(address: {
    id: string
    variant: string
    expires: string
    signature: string
    /** A `Range` header; of a film only that part is read. */
    range: string
  }): Promise<OpenedFile>
  /** Removes files nobody has owned for a day; answers how many. Safe beside other workers. */
  sweep(): Promise<number>
}

export interface FilesDeps {
  readonly files: FilesRepository
  readonly blobs: Blobs
  readonly images: Images
  readonly signedUrls: SignedUrls
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly uow: Pick<UnitOfWork, 'afterCommit'>
}

interface Prepared {
  readonly row: Pick<FileRow, 'kind' | 'type' | 'mime' | 'bytes' | 'width' | 'height'>
  readonly view: Buffer
  readonly thumb?: Buffer
}

const NOTHING = Buffer.alloc(0)

/** A film that the office did not let pass is gone at once, whatever address somebody still holds. */
const isPutAway = ({ purpose, status }: FileRow): boolean =>
  purpose === 'opinion_video' && status === 'released'

/**
 * A film is not drawn anew as a photo is: without a decoder of films on the server it keeps its picture and sound as
 * they came. What phones write beside them about place and device is blanked; browsers that record write none of it.
 */
function preparedFilm(bytes: Buffer, { type, mime }: Sniffed): Prepared {
  const seconds = type === 'webm-film' ? null : filmSeconds(bytes)
  // Rounded by phones in either direction.
  if (seconds !== null && seconds > VIDEO_SECONDS + 1)
    throw wrongField('body.file', `视频最长 ${VIDEO_SECONDS} 秒，请剪短或者重新拍`)
  const view = type === 'webm-film' ? bytes : withoutPlaces(bytes)
  if (!view) throw new AppError('file_unreadable')
  return { row: { kind: 'document', type, mime, bytes: view.length }, view }
}

/** Photos and documents: one way in (checked, re-encoded), one owner each, one way out (signed addresses). */
export function createFilesService(deps: FilesDeps): FilesService {
  const { files, blobs, images, signedUrls, clock, ids, logger } = deps
  const turns = createTurns(SIDE_BY_SIDE)

  const prepare = async (purpose: UploadPurpose, bytes: Buffer): Promise<Prepared> => {
    const accepted = acceptedTypes[purpose]
    const sniffed = sniff(bytes) ?? (accepted.includes('csv') ? sniffText(bytes) : null)
    if (!sniffed || !accepted.includes(sniffed.type)) throw new AppError('file_type_refused')
    const limitBytes = limitOf(sniffed.type, purpose)
    if (bytes.length > limitBytes) throw new AppError('file_too_large', { details: { limitBytes } })
    if (purpose === 'opinion_video') return preparedFilm(bytes, sniffed)
    if (!isImageType(sniffed.type)) {
      return {
        row: { kind: 'document', type: sniffed.type, mime: sniffed.mime, bytes: bytes.length },
        view: bytes,
      }
    }
    const made = await images.reencode(bytes)
    const { mime, width, height } = made
    return {
      row: { kind: 'image', type: sniffed.type, mime, bytes: made.view.length, width, height },
      view: made.view,
      thumb: made.thumb,
    }
  }

  const present = (ref: FileRef): FileView => presentFile(ref, signedUrl)

  const signedUrl = (fileId: string, variant: 'view' | 'thumb'): string =>
    signedUrls.sign(`files/${fileId}/${variant}`)

  const receive = async (
    actor: Actor,
    { purpose, upload, idempotencyKey }: StoreRequest,
  ): Promise<FileView> => {
    const source = await readFile(upload.path)
    const sourceHash = createHash('sha256').update(source).digest('base64url')
    const earlier = idempotencyKey ? await files.findUpload(actor.accountId, idempotencyKey) : null
    if (earlier && (earlier.sourceHash !== sourceHash || earlier.purpose !== purpose))
      throw new AppError('idempotency_key_reused')
    if (earlier && earlier.status !== 'storing') return present(refOf(earlier))
    return admit({
      ...{ purpose, bytes: source, name: upload.name, uploaderId: actor.accountId, sourceHash },
      // A first try that broke off keeps its key until it is swept; this one then goes without.
      ...(idempotencyKey && !earlier ? { uploadKey: idempotencyKey } : {}),
    })
  }

  const admit = async (
    source: Fetched & Pick<FileRow, 'uploaderId' | 'sourceHash'> & { readonly uploadKey?: string },
  ): Promise<FileView> => {
    const { purpose, bytes, name, ...told } = source
    const prepared = await prepare(purpose, bytes)
    const now = clock.now()
    const row: FileRow = {
      _id: ids.next('fil'),
      ...prepared.row,
      communityId: null,
      ...told,
      purpose,
      name: displayName(name, prepared.row.type),
      blobKey: ids.next('blb'),
      status: 'storing',
      createdAt: now,
      sweepAt: new Date(now.getTime() + UNOWNED_MS),
    }
    await insert(row)
    await keep(row, prepared)
    return present(refOf(row))
  }

  const keep = async (row: FileRow, { view, thumb }: Pick<Prepared, 'view' | 'thumb'>): Promise<void> => {
    await blobs.put(`${row.blobKey}.view`, view, row.mime)
    if (thumb) await blobs.put(`${row.blobKey}.thumb`, thumb, 'image/webp')
    await files.markStored(row._id)
  }

  const contentOf = async (key: string, part: OpenedFile['part']): Promise<Buffer | null> => {
    if (part === 'unsatisfiable') return NOTHING
    return part === null ? blobs.get(key) : blobs.part(key, part.start, part.end)
  }

  /** The row comes before the bytes: bytes without a row would never be found again by the sweep. */
  const insert = async (row: FileRow): Promise<void> => {
    try {
      await files.insert(row)
    } catch (error) {
      // The same upload sent twice at once: the index lets one through, the other is told to wait for it.
      if (isDuplicateKey(error, 'file_upload_key_unique')) throw new AppError('idempotency_in_progress')
      throw error
    }
  }

  const sweep = async (): Promise<number> => {
    let removed = 0
    while (removed < SWEEP_BATCH) {
      const row = await files.takeSweepable(clock.now(), new Date(clock.now().getTime() + UNOWNED_MS))
      if (!row) break
      await blobs.remove(`${row.blobKey}.view`)
      await blobs.remove(`${row.blobKey}.thumb`)
      await files.remove(row._id)
      removed += 1
    }
    if (removed > 0) logger.info({ removed }, 'files.swept')
    return removed
  }

  return {
    async store(actor, request) {
      const decision = judgeUpload(actor, request.purpose)
      if (!decision.allowed) throw new AppError(decision.code)
      const limitBytes = limitOfPurpose(request.purpose)
      if (request.upload.bytes > limitBytes) throw new AppError('file_too_large', { details: { limitBytes } })
      return turns.take(() => receive(actor, request))
    },

    async keepFetched(fetched) {
      if (fetched.bytes.length > limitOfPurpose(fetched.purpose))
        throw new AppError('file_too_large', { details: { limitBytes: limitOfPurpose(fetched.purpose) } })
      const sourceHash = createHash('sha256').update(fetched.bytes).digest('base64url')
      return turns.take(() => admit({ ...fetched, uploaderId: systemActor.accountId, sourceHash }))
    },

    async claim(fileIds, claim) {
      const refs: FileRef[] = []
      // One after another: a transaction has one session, and a session takes one operation at a time.
      for (const [index, fileId] of fileIds.entries()) {
        const row = await files.claim(fileId, claim, clock.now())
        if (!row) {
          throw new AppError('validation_failed', {
            errors: [{ path: `body.${claim.field}.${index}`, message: '这个文件已失效，请重新上传' }],
          })
        }
        refs.push(refOf(row))
      }
      return refs
    },

    cover: (scope, id, { areas, strokes, purpose, accountId }) =>
      turns.take(async () => {
        const [source] = await files.listByIds(scope, [id])
        const bytes = source?.kind === 'image' ? await blobs.get(`${source.blobKey}.view`) : null
        if (!source || !bytes) throw new AppError('not_found')
        const made = await images.cover(bytes, { areas, strokes })
        const now = clock.now()
        const row: FileRow = {
          ...{ _id: ids.next('fil'), kind: 'image', type: made.mime === 'image/png' ? 'png' : 'jpeg' },
          ...{ mime: made.mime, bytes: made.view.length, width: made.width, height: made.height },
          ...{ communityId: null, uploaderId: accountId, purpose },
          // The name is the resident's word too.
          name: '照片',
          blobKey: ids.next('blb'),
          sourceHash: createHash('sha256').update(made.view).digest('base64url'),
          ...{ status: 'storing', createdAt: now, sweepAt: new Date(now.getTime() + UNOWNED_MS) },
        }
        await files.insert(row)
        await keep(row, made)
        return row._id
      }),

    async releaseOthers(keepIds, owner) {
      await files.releaseOthers(keepIds, owner, new Date(clock.now().getTime() + UNOWNED_MS))
    },

    async discardProof({ keepId, ...owner }) {
      const kept = keepId === undefined ? [] : [keepId]
      await files.releaseOthers(kept, { ...owner, purpose: 'home_proof' }, clock.now())
      // A crash in between leaves it to the periodic sweep; who asks meanwhile finds nothing.
      deps.uow.afterCommit(() => {
        sweep().catch((error: unknown) => logger.warn({ err: error }, 'files.sweep_failed'))
      })
    },
    async readProof(owner) {
      const row = await files.findOwned({ ...owner, purpose: 'home_proof' })
      const bytes = row && (await blobs.get(`${row.blobKey}.view`))
      if (!row || !bytes) throw new AppError('not_found')
      return { bytes, mime: row.mime }
    },

    present,
    signedUrl,

    async refs(scope, fileIds) {
      const rows = await files.listByIds(scope, fileIds)
      return new Map(rows.map((row) => [row._id, refOf(row)]))
    },

    async read(scope, id) {
      const [row] = await files.listByIds(scope, [id])
      const bytes = row && (await blobs.get(`${row.blobKey}.view`))
      return row && bytes ? { bytes, type: row.type } : null
    },

    async open({ id, variant, expires, signature, range }) {
      const secondsLeft = signedUrls.verify(`files/${id}/${variant}`, expires, signature)
      if (secondsLeft === null || (variant !== 'view' && variant !== 'thumb')) throw new AppError('not_found')
      const found = await files.findStored(id)
      const row = found && !isProof(found.purpose) && !isPutAway(found) ? found : null
      const part = row && variant === 'view' ? byteRange(range, row.bytes) : null
      const bytes = row && (await contentOf(`${row.blobKey}.${variant}`, part))
      if (!row || !bytes) throw new AppError('not_found')
      return {
        bytes,
        part,
        length: part === null ? bytes.length : row.bytes,
        mime: variant === 'thumb' ? 'image/webp' : row.mime,
        name: row.name,
        // Only what was re-encoded here may be shown by a browser; anything else is handed over as a download.
        disposition: row.kind === 'image' ? 'inline' : 'attachment',
        secondsLeft,
      }
    },

    sweep,
  }
}
