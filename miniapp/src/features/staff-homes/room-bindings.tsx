import { bindingEndLabel, staffBindingEnds, type StaffBindingEnd } from '@linli/shared/homes/homes.kinds'
import type { BindingItemView } from '@linli/shared/homes/homes.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { RoomPicker } from '@/features/space/tree-picker'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { OptionGroup } from '@/ui/option-group'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useEndBinding, useRoomBindings } from './queries'

const reasonOptions = staffBindingEnds.map((value) => ({ value, title: bindingEndLabel[value] }))

function EndSheet({ item, onClose }: { readonly item: BindingItemView; readonly onClose: () => void }) {
  const end = useEndBinding()
  const [reason, setReason] = useState<StaffBindingEnd>()
  return (
    <ActSheet
      open
      title={`解除${item.maskedName}的账号绑定`}
      act="解除绑定"
      danger
      busy={end.isPending && '正在解除'}
      disabled={reason === undefined}
      error={end.error}
      onAct={() =>
        reason !== undefined &&
        end.mutate(
          { id: item.id, reason },
          {
            onSuccess: () => {
              showToast('已解除，名册里的登记不变')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <OptionGroup
        id="end-reason"
        label="为什么解除"
        options={reasonOptions}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => setReason(staffBindingEnds.find((known) => known === value))}
      />
    </ActSheet>
  )
}

const when = (item: BindingItemView): string => {
  const today = dayOf(new Date())
  const from = dayText(dayOf(new Date(item.from)), today)
  return item.to === null
    ? `${item.methodLabel}，${from} 起`
    : `${from} 到 ${dayText(dayOf(new Date(item.to)), today)}，${item.endLabel ?? '已结束'}`
}

/** Whose accounts are bound to one room, and who was before. */
export function RoomBindings() {
  const [room, setRoom] = useState({ id: '', label: '' })
  const [ending, setEnding] = useState<BindingItemView>()
  const query = useRoomBindings(room.id)
  return (
    <>
      <SectionTitle title="看哪一处房屋" />
      <Surface padded>
        <RoomPicker label={room.label} onPick={setRoom} />
      </Surface>
      {room.id !== '' && (
        <QueryView query={query}>
          {({ roomLabel, items }) => (
            <>
              <SectionTitle title={roomLabel} note="姓名默认遮住" />
              <Surface>
                {items.length === 0 && <EmptyState icon="people">这处房屋还没有人绑定账号</EmptyState>}
                {items.map((item) => (
                  <ListRow
                    key={item.id}
                    icon="people"
                    title={`${item.maskedName}，${item.relationLabel}`}
                    detail={when(item)}
                    action={
                      item.canEnd ? (
                        <Button
                          kind="outline"
                          small
                          label={`解除${item.maskedName}的绑定`}
                          onTap={() => setEnding(item)}
                        >
                          解除
                        </Button>
                      ) : undefined
                    }
                  />
                ))}
              </Surface>
            </>
          )}
        </QueryView>
      )}
      {ending && <EndSheet item={ending} onClose={() => setEnding(undefined)} />}
    </>
  )
}
