import type { PhotoChoice } from '@linli/shared/opinions/board.schema'
import { MOST_COVERS, MOST_STROKES } from '@linli/shared/opinions/intake.limits'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { fileUrl } from '@/platform/client-name'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { changedArea, middleArea, type AreaChange } from '@/ui/mask-area'
import { MaskPad } from '@/ui/mask-pad'
import { OptionGroup } from '@/ui/option-group'
import { SegmentedControl } from '@/ui/segmented-control'

interface PhotoStepProps {
  readonly photo: StaffOpinionView['publicPhotos'][number]
  readonly name: string
  readonly choice: PhotoChoice | undefined
  /** Made from the choice as it is by then: strokes of a fast hand come before the screen shows the last one. */
  readonly onChoose: (make: (before: PhotoChoice | undefined) => PhotoChoice) => void
}

type Covered = Required<Pick<PhotoChoice, 'areas' | 'strokes'>>

const changes: readonly { readonly change: AreaChange; readonly label: string }[] = [
  { change: 'up', label: '往上' },
  { change: 'down', label: '往下' },
  { change: 'left', label: '往左' },
  { change: 'right', label: '往右' },
  { change: 'larger', label: '大一点' },
  { change: 'smaller', label: '小一点' },
]

/** Brushes as shares of the width of the photo, and the other tool. */
const tools = [
  { value: 'thin', label: '细笔', brush: 0.03 },
  { value: 'thick', label: '粗笔', brush: 0.08 },
  { value: 'area', label: '方块', brush: undefined },
] as const

/** One photo: what is painted over, and whether everybody may see the rest. */
export function PhotoStep({ photo, name, choice, onChoose }: PhotoStepProps) {
  const { areas = [], strokes = [] } = choice ?? {}
  const [tool, setTool] = useState<string>('thick')
  const brush = tools.find(({ value }) => value === tool)?.brush
  const [chosen, setChosen] = useState<number>()
  const at = chosen === undefined ? areas.length - 1 : Math.min(chosen, areas.length - 1)
  const area = areas[at]
  const choose = (next: (before: Covered) => Partial<PhotoChoice>) =>
    onChoose((before) => {
      const covered = { areas: before?.areas ?? [], strokes: before?.strokes ?? [] }
      return { id: photo.id, show: before?.show ?? true, ...covered, ...next(covered) }
    })
  const cover = (next: (areas: Covered['areas']) => Covered['areas']) =>
    choose((before) => ({ areas: next(before.areas).slice(0, MOST_COVERS) }))
  const add = (next: PhotoChoice['areas'][number]) => {
    cover((before) => [...before, next])
    setChosen(areas.length)
  }
  return (
    <>
      <SegmentedControl label="用什么遮" segments={tools} value={tool} onChange={setTool} />
      <MaskPad
        src={fileUrl(photo.file.urls.view)}
        areas={areas}
        chosen={brush === undefined ? at : undefined}
        onAdd={add}
        strokes={strokes}
        brush={brush}
        onStroke={(stroke) =>
          choose((before) => ({ strokes: [...before.strokes, stroke].slice(0, MOST_STROKES) }))
        }
        label={`${name}，按住拖动可以遮住一块`}
      />
      <Box as="p" className="photo-release__note">
        {brush === undefined
          ? '按住拖动，从一角拉到对角'
          : strokes.length >= MOST_STROKES
            ? `已经画了 ${MOST_STROKES} 笔，不能再多。可以撤回几笔，或者用方块`
            : '按住涂抹'}
        ，遮住人脸、车牌和门牌。遮住的地方公开后谁也看不到
      </Box>
      <Box className="photo-release__acts">
        {brush !== undefined && (
          <Button
            kind="outline"
            small
            icon="undo"
            disabled={strokes.length === 0}
            onTap={() => choose((before) => ({ strokes: before.strokes.slice(0, -1) }))}
          >
            撤回一笔
          </Button>
        )}
        {brush === undefined && (
          <Button kind="outline" small onTap={() => add(middleArea)}>
            加一块遮挡
          </Button>
        )}
        {brush === undefined && area !== undefined && (
          <>
            {changes.map(({ change, label }) => (
              <Button
                key={change}
                kind="outline"
                small
                label={`遮挡${label}`}
                onTap={() =>
                  cover((before) =>
                    before.map((one, index) => (index === at ? changedArea(one, change) : one)),
                  )
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
              onTap={() => cover((before) => before.filter((_one, index) => index !== at))}
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
        onChange={([value]) => choose(() => ({ show: value === 'yes' }))}
      />
    </>
  )
}
