import type { FileView } from '@linli/shared/files/files.schema'
import { useCallback, useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { forgetEnd } from '@/platform/forget-end'
import { pageUrl, replacePage } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useActor } from '@/platform/session'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { useKeptUploads } from '@/platform/use-kept-uploads'
import { useAskForMessages } from '@/features/messages/use-ask-for-messages'
import { focusField } from '@/ui/focus'
import {
  draftFaults,
  emptyDraft,
  faultsFrom,
  faultsOnLeaving,
  faultsOfStep,
  firstFaultyStep,
  stepNames,
  submissionOf,
  type DraftFaults,
} from './opinion-draft'
import { useSubmitOpinion } from './queries'

const LAST = stepNames.length - 1
const MOST_PHOTOS = 9
const NOTHING: readonly FileView[] = []

/** The form of three steps: draft on the device, photos beside it, one submit however often it is retried. */
export function useOpinionForm() {
  const actor = useActor()
  const name = `opinion:${actor?.accountId ?? ''}`
  const draft = useDraft(name, emptyDraft)
  const attempt = useAttempt(name)
  const { value, change } = draft
  const [faults, setFaults] = useState<DraftFaults>({})
  const uploads = useKeptUploads('opinion_photo', MOST_PHOTOS, draft, name)
  const changeVoice = useCallback(
    ({ photos }: { readonly photos?: readonly FileView[] }) => change({ voice: photos ?? [] }),
    [change],
  )
  const voice = useKeptUploads(
    'opinion_voice',
    1,
    { value: { photos: value.voice }, change: changeVoice },
    `${name}:voice`,
  )
  const changeVideo = useCallback(
    ({ photos }: { readonly photos?: readonly FileView[] }) => change({ video: photos ?? [] }),
    [change],
  )
  const video = useKeptUploads(
    'opinion_video',
    1,
    { value: { photos: value.video ?? NOTHING }, change: changeVideo },
    `${name}:video`,
  )
  const spoken = voice.items.some(({ state }) => state !== 'failed')
  const submit = useSubmitOpinion()
  const askForMessages = useAskForMessages('opinion')

  const show = (found: DraftFaults, here?: number) => {
    setFaults(found)
    const faulty = firstFaultyStep(found)
    const step = faulty === undefined ? undefined : (here ?? faulty)
    if (step !== undefined) {
      change({ step })
      const first = Object.keys(here === undefined ? faultsOfStep(found, step) : found)[0]
      if (first !== undefined) setTimeout(() => focusField(first))
    }
    return step !== undefined
  }

  const all = {
    busy: uploads.busy || voice.busy || video.busy,
    failed: uploads.failed + voice.failed + video.failed,
  }
  const arrived = useAfterUploads(all, () => {
    const sent = submissionOf(value, uploads.fileIds, voice.fileIds[0], video.fileIds[0])
    sendForm(submit, attempt.begin(sent), {
      attempt,
      forget: () => {
        draft.clear()
        uploads.clear()
        voice.clear()
        video.clear()
      },
      onSuccess: (opinion) => replacePage(pageUrl('/packages/opinions/receipt', { id: opinion.id })),
      onError: (error) => {
        if (error instanceof ApiError) show(faultsFrom(error.issues))
      },
    })
  })

  const send = () => {
    if (show(draftFaults(value, spoken))) return
    if (value.notifyMe) askForMessages()
    arrived.send()
  }

  const next = () => {
    if (show(faultsOnLeaving(value, spoken), value.step)) return
    if (value.step === LAST) send()
    else change({ step: value.step + 1 })
  }

  return {
    draft: value,
    saved: draft.saved,
    faults,
    uploads,
    voice,
    video,
    change: (part: Partial<typeof value>) => {
      setFaults({})
      forgetEnd(submit)
      change(part)
    },
    go: (step: number) => change({ step }),
    next,
    sending: submit.isPending,
    waitingForPhotos: arrived.waiting,
    error: submit.error,
    alreadySent: isAlreadySent(submit.error),
    startAnew: () => {
      attempt.startAnew()
      submit.reset()
    },
  }
}
