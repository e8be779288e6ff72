import type { PhotoChoice } from '@linli/shared/opinions/board.schema'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { PhotoStep } from './photo-step'
import { useCaseAct } from './queries'
import './photo-release.scss'

interface PhotoReleaseProps {
  readonly item: StaffOpinionView
}

const noChoices = { choices: [] as readonly PhotoChoice[] }

function ReleaseSheet({ item, onClose }: PhotoReleaseProps & { readonly onClose: () => void }) {
  const act = useCaseAct(item.id)
  const draft = useDraft(`public-photos:${item.id}`, noChoices)
  const { choices } = draft.value
  const photos = item.publicPhotos
  const [at, setAt] = useState(0)
  const photo = photos[at]
  const choiceOf = (id: string) => choices.find((choice) => choice.id === id)
  const decided = photos.flatMap(({ id }) => choiceOf(id) ?? [])
  const name = `第 ${at + 1} 张，共 ${photos.length} 张`
  const isLast = at === photos.length - 1
  const send = () =>
    sendForm(
      act,
      { event: 'showPhotos', version: item.version, photos: decided },
      {
        forget: draft.clear,
        onSuccess: () => {
          showToast('已保存，公开的是遮挡以后的照片')
          onClose()
        },
      },
    )
  if (photo === undefined) return null
  return (
    <Sheet
      open
      title={name}
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" disabled={at === 0} onTap={() => setAt(at - 1)}>
            上一张
          </Button>
          {isLast ? (
            <Button disabled={decided.length < photos.length} busy={act.isPending && '正在保存'} onTap={send}>
              保存
            </Button>
          ) : (
            <Button disabled={choiceOf(photo.id) === undefined} onTap={() => setAt(at + 1)}>
              下一张
            </Button>
          )}
        </>
      }
    >
      {act.error && <Banner kind="alert">{`${sentenceOf(act.error)}。您遮的地方还在`}</Banner>}
      <PhotoStep
        key={photo.id}
        photo={photo}
        name={name}
        choice={choiceOf(photo.id)}
        onChoose={(choice) =>
          draft.change({ choices: [...choices.filter(({ id }) => id !== choice.id), choice] })
        }
      />
    </Sheet>
  )
}

/** 公开照片: none is public before somebody looked at it, and only its covered copy ever is. */
export function PhotoRelease({ item }: PhotoReleaseProps) {
  const [open, setOpen] = useState(false)
  if (!item.abilities.showPhotos) return null
  const left = item.publicPhotos.filter(({ looked }) => !looked).length
  const shown = item.publicPhotos.filter(({ copy }) => copy !== null).length
  return (
    <Box className="photo-release">
      <Button kind="outline" icon="image" onTap={() => setOpen(true)}>
        {left > 0 ? `看照片，决定公开哪些（还有 ${left} 张没看）` : `公开了 ${shown} 张照片，再看一遍`}
      </Button>
      {open && <ReleaseSheet item={item} onClose={() => setOpen(false)} />}
    </Box>
  )
}
