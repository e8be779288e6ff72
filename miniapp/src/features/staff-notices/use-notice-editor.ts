import { useEffect, useRef, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { isOvertaken } from '@/platform/overtaken'
import { randomId } from '@/platform/random-id'
import { useUploads } from '@/platform/use-uploads'
import { showInAddress } from '@/platform/show-in-address'
import { readStored, removeStored, writeStored } from '@/platform/storage'
import type { StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import { draftOf, formOf, isStorable, issuesByField, newForm, type NoticeForm } from './notice-form'
import { useSaveNotice } from './queries'

/** A pause in typing after which the draft is saved. */
const SAVE_AFTER_MS = 1_500
const MOST_ATTACHMENTS = 9

type Known = Pick<StaffNoticeView, 'id' | 'version'>

interface Start {
  readonly communityId: string
  /** The notice that is edited, or undefined for a new one. */
  readonly notice: StaffNoticeView | undefined
}

/** What this device keeps of a notice until the server has it. */
interface Unsent {
  readonly form: NoticeForm
  readonly idempotencyKey: string
  /** Version the typing began from; nothing for a notice the server does not know yet. */
  readonly version?: number | undefined
}

const keyOf = (communityId: string, notice: Pick<StaffNoticeView, 'id'> | undefined) =>
  `draft:notice:${notice?.id ?? communityId}`

function unsentOf({ communityId, notice }: Start): Unsent | undefined {
  const value = readStored(keyOf(communityId, notice))
  const known = typeof value === 'object' && value !== null && 'form' in value && 'idempotencyKey' in value
  return known ? (value as Unsent) : undefined
}

/**
 * The editor's state. Each change is on this device at once; a storable draft is saved on the server after a
 * pause in typing, one save at a time, with the version of the save before.
 */
export function useNoticeEditor(start: Start) {
  const [unsent] = useState(() => unsentOf(start))
  const [form, setForm] = useState<NoticeForm>(
    () => unsent?.form ?? (start.notice === undefined ? newForm(start.communityId) : formOf(start.notice)),
  )
  const [known, setKnown] = useState<Known | undefined>(
    // With the version the typing began from, so that a colleague's later change is noticed and not undone.
    () => start.notice && { id: start.notice.id, version: unsent?.version ?? start.notice.version },
  )
  const [dirty, setDirty] = useState(unsent !== undefined)
  // A colleague has saved since this text was begun: nothing is saved over theirs before somebody says so.
  const [overtaken, setOvertaken] = useState(
    start.notice !== undefined && unsent?.version !== undefined && unsent.version !== start.notice.version,
  )
  const [savedAt, setSavedAt] = useState<number>()
  const idempotencyKey = useRef(unsent?.idempotencyKey ?? randomId())
  const attachments = useUploads('notice_attachment', MOST_ATTACHMENTS, start.notice?.attachments)
  const cover = useUploads('notice_cover', 1, start.notice?.cover ? [start.notice.cover] : [])
  const save = useSaveNotice()
  const draft = draftOf(form, cover.fileIds[0] ?? null, attachments.fileIds)
  const fileKey = [...cover.fileIds, '', ...attachments.fileIds].join()
  const lastFiles = useRef(fileKey)
  const newest = useRef(form)
  newest.current = form
  // A save under way, and what the last one brought: both outlive the render in which a button was tapped.
  const running = useRef<Promise<Known | undefined>>()
  const latestKnown = useRef(known)

  const keep = (next: NoticeForm, of: Known | undefined) =>
    writeStored(keyOf(start.communityId, of), {
      form: next,
      idempotencyKey: idempotencyKey.current,
      version: of?.version,
    } satisfies Unsent)

  const change = (part: Partial<NoticeForm>) => {
    setForm((before) => {
      const next = { ...before, ...part }
      keep(next, known)
      return next
    })
    setDirty(true)
  }

  useEffect(() => {
    if (lastFiles.current === fileKey) return
    lastFiles.current = fileKey
    setDirty(true)
  }, [fileKey])

  const store = async (): Promise<Known | undefined> => {
    const known = latestKnown.current
    setDirty(false)
    try {
      const notice = await save.mutateAsync({
        draft,
        known,
        communityId: start.communityId,
        idempotencyKey: idempotencyKey.current,
      })
      latestKnown.current = { id: notice.id, version: notice.version }
      setKnown(latestKnown.current)
      setSavedAt(Date.now())
      removeStored(keyOf(start.communityId, known))
      // Typed while the save was under way: still nowhere but here.
      if (newest.current !== form) keep(newest.current, notice)
      // A reload finds this draft again instead of an empty new one.
      if (known === undefined) showInAddress('id', notice.id)
      return notice
    } catch (error) {
      setDirty(true)
      if (isOvertaken(error)) {
        // Here and not only on the screen, files and all: reopened, the page asks whose text goes on.
        if (known !== undefined) {
          setOvertaken(true)
          keep(newest.current, known)
        }
        // The first save did arrive, only its answer was lost, and the text went on: a second draft loses nothing.
        else idempotencyKey.current = randomId()
      }
      return undefined
    }
  }

  /** Saves what is not saved yet; answers the stored notice, or undefined when that failed. */
  const flush = async (): Promise<Known | undefined> => {
    if (running.current !== undefined) {
      // Its version is the one the next act must name; published with an older one, the notice would be refused.
      const stored = await running.current
      if (stored === undefined || !dirty) return stored
    }
    if (!dirty && latestKnown.current !== undefined) return latestKnown.current
    running.current = store().finally(() => {
      running.current = undefined
    })
    return running.current
  }

  const latest = useRef(flush)
  latest.current = flush
  const waiting = dirty && !overtaken && isStorable(form) && !save.isPending && save.error === null
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => void latest.current(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [waiting, form, fileKey])

  return {
    form,
    change: (part: Partial<NoticeForm>) => {
      if (save.error !== null) save.reset()
      change(part)
    },
    known,
    attachments,
    cover,
    flush,
    overtaken,
    /** The colleague's newest version is known, so that one's own text can go on over it. */
    canGoOn: start.notice !== undefined && start.notice.version !== known?.version,
    /** One's own text goes on, over the colleague's newest version. */
    goOn: () => {
      if (start.notice === undefined) return
      const over = { id: start.notice.id, version: start.notice.version }
      latestKnown.current = over
      setKnown(over)
      keep(newest.current, over)
      setOvertaken(false)
      setDirty(true)
      save.reset()
    },
    /** Nothing of it is to be kept any more, neither here nor by the next save. */
    forget: () => {
      removeStored(keyOf(start.communityId, known))
      setDirty(false)
    },
    saving: save.isPending,
    dirty,
    savedAt,
    error: save.error,
    faults: save.error instanceof ApiError ? issuesByField(save.error.issues) : {},
  }
}

export type NoticeEditorState = ReturnType<typeof useNoticeEditor>
