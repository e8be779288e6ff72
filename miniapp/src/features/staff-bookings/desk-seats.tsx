import { hasQueue, roomLimits, type DeskKind } from '@linli/shared/bookings/rooms.rules'
import { seriesLimits } from '@linli/shared/bookings/series.rules'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { roomNamesOf, takesSeries, type DeskFaults, type DeskForm, type FigureName } from './desk-form'
import './staff-bookings.scss'

export interface PartProps {
  readonly form: DeskForm
  readonly faults: DeskFaults
  readonly onChange: (part: Partial<DeskForm>) => void
}

function Figure({
  name,
  label,
  help,
  ...part
}: PartProps & { readonly name: FigureName; readonly label: string; readonly help?: string }) {
  return (
    <TextField
      id={name}
      label={label}
      help={help}
      kind="digits"
      maxLength={5}
      value={part.form[name]}
      onChange={(value) => part.onChange({ [name]: value })}
      error={part.faults[name]}
    />
  )
}

/** Staff choose among what they say on the phone; another figure that was set once stays in the list. */
const releaseWords: readonly (readonly [string, string])[] = [
  ['', '一直留着'],
  ['60', '前 1 小时'],
  ['120', '前 2 小时'],
  ['240', '前 4 小时'],
  ['1440', '前 1 天'],
  ['2880', '前 2 天'],
]
const releasesWith = (set: string) => [
  ...releaseWords.map(([value, label]) => ({ value, label })),
  ...(releaseWords.some(([value]) => value === set) ? [] : [{ value: set, label: `前 ${set} 分钟` }]),
]
const visitCounts = [
  { value: '', label: '不能连着约' },
  ...Array.from({ length: seriesLimits.most - seriesLimits.fewest + 1 }, (_, index) => ({
    value: String(index + seriesLimits.fewest),
    label: `${index + seriesLimits.fewest} 次`,
  })),
]

/** What a seat is at each kind of desk. */
const capacityWords: Readonly<Record<DeskKind, { readonly label: string; readonly help?: string }>> = {
  counter: { label: '每段几个名额' },
  room: { label: '一样的有几间', help: '谁借到哪一间由系统排，要让人自己挑，就每间各设一个窗口' },
  visit: { label: '同一段能去几家' },
  means: { label: '一共几个' },
}
/** Nobody comes to a room or a visit without a booking: those seats are for people who ring up. */
const walkInWords = (kind: DeskKind) =>
  hasQueue(kind)
    ? { name: '留给现场的', help: '网上约不到，给直接来的人' }
    : { name: '留给电话预约的', help: '网上约不到，给社区替人约' }

/** What each of several rooms is called, so that whoever gets one knows where to go. */
function RoomNames({ form, faults, onChange }: PartProps) {
  const rooms = roomNamesOf(form)
  if (rooms.length === 0) return null
  return (
    <>
      <SectionTitle title="每间叫什么" note="借到的人按名字找，可以不写" />
      <Surface padded className="desk-figures">
        {rooms.map(({ name }, index) => (
          <TextField
            // The place in the list is what a room is known by while it is named.
            key={index}
            id={`room-${index}`}
            label={`第 ${index + 1} 间`}
            optional
            maxLength={roomLimits.name}
            placeholder="例如：203 室"
            value={name}
            error={faults[`room.${index}`]}
            onChange={(next) =>
              onChange({ rooms: rooms.map((room, at) => (at === index ? { ...room, name: next } : room)) })
            }
          />
        ))}
      </Surface>
    </>
  )
}

/** How many seats a time has, for whom they are kept until when, and until when they can be booked. */
export function DeskSeats(part: PartProps) {
  const { form, onChange } = part
  const isMeans = form.kind === 'means'
  const walkIn = walkInWords(form.kind)
  return (
    <>
      <SectionTitle title={isMeans ? '有多少' : '名额'} />
      <Surface padded className="desk-figures">
        <Figure {...part} name="lengthMinutes" label="每段多少分钟" />
        <Figure {...part} name="bufferMinutes" label="两段之间空几分钟" />
        <Figure {...part} name="capacity" {...capacityWords[form.kind]} />
        {!isMeans && (
          <>
            <Figure {...part} name="walkIn" label={walkIn.name} help={walkIn.help} />
            <Figure {...part} name="elder" label="留给长辈的" help="从网上名额里留" />
          </>
        )}
      </Surface>
      <RoomNames {...part} />
      {!isMeans && (Number(form.walkIn) > 0 || Number(form.elder) > 0) && (
        <>
          <SectionTitle title="没人用的名额" note="到时间放给大家约" />
          <Surface padded className="desk-figures">
            <PickerField
              id="releaseWalkIn"
              label={`${walkIn.name}，什么时候放出`}
              kind="list"
              value={form.releaseWalkIn}
              options={releasesWith(form.releaseWalkIn)}
              help="当天窗口替人预约，一直可以用"
              onChange={(releaseWalkIn) => onChange({ releaseWalkIn })}
            />
            <PickerField
              id="releaseElder"
              label="留给长辈的，什么时候放出"
              kind="list"
              value={form.releaseElder}
              options={releasesWith(form.releaseElder)}
              onChange={(releaseElder) => onChange({ releaseElder })}
            />
          </Surface>
        </>
      )}
      {takesSeries(form.kind) && (
        <>
          <SectionTitle title="连着约几次" note="比如每周上门一次" />
          <Surface padded>
            <PickerField
              id="mostVisits"
              label="一次最多约几次"
              kind="list"
              value={form.mostVisits}
              options={visitCounts}
              help="每周或每两周一次。能约多远，看“最多提前几天约”"
              onChange={(mostVisits) => onChange({ mostVisits })}
            />
          </Surface>
        </>
      )}
      <SectionTitle title="什么时候能约" />
      <Surface padded className="desk-figures">
        <Figure {...part} name="horizonDays" label="最多提前几天约" />
        <PickerField
          id="horizonUnit"
          label="按什么天算"
          kind="list"
          value={form.horizonUnit}
          options={[
            { value: 'workdays', label: '工作日' },
            { value: 'days', label: '自然日' },
          ]}
          onChange={(unit) => onChange({ horizonUnit: unit === 'days' ? 'days' : 'workdays' })}
        />
        <Figure {...part} name="leadMinutes" label="至少提前几分钟约" />
        <Figure {...part} name="changeMinutes" label="几分钟前还能改或取消" />
      </Surface>
    </>
  )
}
