import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { SpokenNote } from '@/features/opinions/spoken-note'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useCaseAct } from './queries'

/** What was spoken, and the words that staff make of it: without them nobody finds the case by what it says. */
export function VoiceTranscript({ item }: { readonly item: StaffOpinionView }) {
  const act = useCaseAct(item.id)
  const draft = useDraft(`transcript:${item.id}`, { text: item.voice?.transcript ?? '' })
  const [open, setOpen] = useState(false)
  if (item.voice === null) return null
  const text = draft.value.text.trim()
  const send = () =>
    sendForm(
      act,
      { event: 'transcribe', version: item.version, text },
      {
        forget: draft.clear,
        onSuccess: () => {
          showToast('已存为文字')
          setOpen(false)
        },
      },
    )
  return (
    <>
      <SpokenNote voice={item.voice} />
      {item.abilities.transcribe && (
        <Button kind="outline" small onTap={() => setOpen(true)}>
          {item.voice.transcript === null ? '整理成文字' : '改整理的文字'}
        </Button>
      )}
      <Sheet
        open={open}
        title="语音说了什么"
        onClose={() => setOpen(false)}
        acts={
          <Button disabled={text.length < 2} busy={act.isPending && '正在保存'} onTap={send}>
            保存
          </Button>
        }
      >
        {act.error && <Banner kind="alert">{`${sentenceOf(act.error)}。您写的内容还在`}</Banner>}
        <TextField
          id="transcript"
          label="听一遍，写下来"
          lines={5}
          maxLength={500}
          value={draft.value.text}
          onChange={(value) => draft.change({ text: value })}
        />
      </Sheet>
    </>
  )
}
