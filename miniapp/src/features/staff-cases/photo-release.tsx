import type { PhotoChoice } from '@linli/shared/opinions/board.schema'
import { MOST_COVERS } from '@linli/shared/opinions/intake.limits'
import type { StaffOpinionView } from '@linli/shared/opinions/opinions.schema'
import { useState } from 'react'
import { fileUrl } from '@/platform/client-name'
import { sentenceOf } from '@/platform/error-words'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { changedArea, middleArea, type AreaChange } from '@/ui/mask-area'
import { MaskPad } from '@/ui/mask-pad'
import { OptionGroup } from '@/ui/option-group'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { useCaseAct } from './queries'
import './photo-release.scss'

type PublicPhoto = StaffOpinionView['publicPhotos'][number]

interface PhotoReleaseProps {
  readonly item: StaffOpinionView
}

const noChoices = { choices: [] as readonly PhotoChoice[] }

const changes: readonly { readonly change: AreaChange; readonly label: string }[] = [
  { change: 'up', label: '往上' },
  { change: 'down', label: '往下' },
  { change: 'left', label: '往左' },
  { change: 'right', label: '往右' },
  { change: 'larger', label: '大一点' },
  { change: 'smaller', label: '小一点' },
]

interface PhotoStepProps {
  readonly photo: PublicPhoto
  readonly name: string
  readonly choice: PhotoChoice | undefined
  readonly onChoose: (choice: PhotoChoice) => void
}

/** One photo: what is covered, and whether everybody may see the rest. */
function PhotoStep({ photo, name, choice, onChoose }: PhotoStepProps) {
  const areas = choice?.areas ?? []
  const [chosen, setChosen] = useState<number>()
  const at = chosen === undefined ? areas.length - 1 : Math.min(chosen, areas.length - 1)
  const area = areas[at]
  const cover = (next: PhotoChoice['areas']) =>
    onChoose({ id: photo.id, show: choice?.show ?? true, areas: next.slice(0, MOST_COVERS) })
  const add = (next: PhotoChoice['areas'][number]) => {
    cover([...areas, next])
    setChosen(areas.length)
  }
  return (
    <>
      <MaskPad
        src={fileUrl(photo.file.urls.view)}
        areas={areas}
        chosen={at}
        onAdd={add}
        label={`${name}，按住拖动可以遮住一块`}
      />
      <Box as="p" className="photo-release__note">
        按住拖动，遮住人脸、车牌和门牌。遮住的地方公开后谁也看不到
      </Box>
      <Box className="photo-release__acts">
        <Button kind="outline" small onTap={() => add(middleArea)}>
          加一块遮挡
        </Button>
        {area !== undefined && (
          <>
            {changes.map(({ change, label }) => (
              <Button
                key={change}
                kind="outline"
                small
                label={`遮挡${label}`}
                onTap={() =>
                  cover(areas.map((one, index) => (index === at ? changedArea(one, change) : one)))
                }
              >
                {label}
              </Button>
            ))}
            {areas.length > 1 && (
              <Button kind="outline" small onTap={() => setChosen((at + 1) % areas.length)}>
                换一块
              </Button>
            )}
            <Button
              kind="outline"
              small
              label="去掉这块遮挡"
              onTap={() => cover(areas.filter((_one, index) => index !== at))}
            >
              去掉
            </Button>
          </>
        )}
      </Box>
      <OptionGroup
        id="photo-show"
        label={`${name}公开吗`}
        options={[
          { value: 'yes', title: '公开', detail: '只公开遮挡以后的照片' },
          { value: 'no', title: '不公开', detail: '照片只留在社区' },
        ]}
        chosen={choice === undefined ? [] : [choice.show ? 'yes' : 'no']}
        onChange={([value]) => onChoose({ id: photo.id, show: value === 'yes', areas: [...areas] })}
      />
    </>
  )
}

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
    act.mutate(
      { event: 'showPhotos', version: item.version, photos: decided },
      {
        onSuccess: () => {
          draft.clear()
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
