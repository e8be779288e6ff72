import { emergenciesIn } from '@linli/shared/opinions/emergency.rules'
import { callPhone } from '@/platform/call-phone'
import { Banner } from '@/ui/banner'
import { ListRow } from '@/ui/list-row'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'

interface EmergencyGateProps {
  readonly text: string
  readonly urgentNow: boolean
  readonly onChange: (urgentNow: boolean) => void
}

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join('')

/** What cannot wait for a desk is met with the number to tap, before anything is sent; writing goes on all the same. */
export function EmergencyGate({ text, urgentNow, onChange }: EmergencyGateProps) {
  const found = emergenciesIn(text)
  if (found.length === 0) return null
  const numbers = [...new Set(found.flatMap((emergency) => emergency.numbers))]
  const words = [...new Set(found.flatMap((emergency) => emergency.words))].slice(0, 3)
  return (
    <>
      {found.map(({ kind, advice }) => (
        <Banner key={kind} kind="alert">
          {advice}
        </Banner>
      ))}
      <Surface label="先打电话">
        {numbers.map((number) => (
          <ListRow
            key={number}
            icon="emergency"
            title={`打 ${number}`}
            label={`打 ${number}`}
            onTap={() => callPhone(number)}
          />
        ))}
        <SwitchRow
          title="现在还有危险，请社区马上联系我"
          detail={`因为您写到${quoted(words)}。打开后不排队，社区收到马上打给您`}
          on={urgentNow}
          onChange={onChange}
        />
      </Surface>
    </>
  )
}
