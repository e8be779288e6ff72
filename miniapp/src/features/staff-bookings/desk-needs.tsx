import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import type { PartProps } from './desk-seats'

/** How many of the shared people and equipment one booking takes; nothing stands here while there are none. */
export function DeskNeeds({
  form,
  faults,
  onChange,
  means,
}: PartProps & { readonly means: readonly DeskView[] }) {
  if (means.length === 0) return null
  return (
    <>
      <SectionTitle title="一次预约要用的人手和设备" note="不够时，这段时间就约不上" />
      <Surface padded className="desk-figures">
        {means.map(({ id, name, shares }) => (
          <TextField
            key={id}
            id={`need-${id}`}
            label={name}
            kind="digits"
            maxLength={2}
            optional
            help={`一共 ${shares.capacity} 个，不用就空着`}
            value={form.needs[id] ?? ''}
            onChange={(count) => onChange({ needs: { ...form.needs, [id]: count } })}
            error={faults[`need.${id}`]}
          />
        ))}
      </Surface>
    </>
  )
}
