import type { PersonItemView } from '@linli/shared/people/people.schema'
import type { ListedVotes } from '@linli/shared/polls/weights.rules'
import { MOST_LISTED } from '@linli/shared/polls/weights.rules'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { homesText } from '@/features/staff-people/person-row'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { usePeopleLabels, type KnownPerson } from './use-people-labels'
import './staff-polls.scss'

interface WeightsPartProps {
  readonly weights: ListedVotes
  readonly known: readonly KnownPerson[]
  readonly error: string | undefined
  readonly onChange: (weights: { basis: string; people: { personId: string; votes: number }[] }) => void
}

/** 谁有几票: what the votes follow from, and whoever has more than one. */
export function WeightsPart({ weights, known, error, onChange }: WeightsPartProps) {
  const { labelOf, pick } = usePeopleLabels(known)
  const { basis } = weights
  const people = [...weights.people]
  const add = (item: PersonItemView) => {
    pick(item.id, [item.maskedName, homesText(item)].filter(Boolean).join('，'))
    if (people.every(({ personId }) => personId !== item.id))
      onChange({ basis, people: [...people, { personId: item.id, votes: 2 }] })
  }
  return (
    <>
      <SectionTitle title="谁有几票" note="没登记的都是一票" />
      <Surface padded label="谁有几票">
        <TextField
          id="setup-weights-basis"
          label="票数的依据"
          help="大家投票前会读到，例如：每位代表按所代表的户数"
          maxLength={100}
          value={basis}
          onChange={(text) => onChange({ basis: text, people })}
        />
        <Box className="setup-candidates">
          {people.map(({ personId, votes }, at) => {
            const who = labelOf(personId) ?? `第 ${at + 1} 位`
            return (
              <Box key={personId} className="setup-question">
                <TextField
                  id={`setup-votes-${at}`}
                  label={`${who}，几票`}
                  kind="digits"
                  maxLength={4}
                  value={votes === 0 ? '' : String(votes)}
                  onChange={(text) =>
                    onChange({
                      basis,
                      people: people.map((one, place) =>
                        place === at ? { personId, votes: Number(text.replaceAll(/\D/g, '')) } : one,
                      ),
                    })
                  }
                />
                <Button
                  kind="plain"
                  label={`去掉${who}`}
                  onTap={() => onChange({ basis, people: people.filter((_, place) => place !== at) })}
                >
                  去掉
                </Button>
              </Box>
            )
          })}
        </Box>
        {people.length < MOST_LISTED && (
          <Box className="setup-weigh">
            <PersonPicker id="setup-weigh-pick" except="" chosen={undefined} onPick={add} />
          </Box>
        )}
        <FieldError id="setup-weights">{error}</FieldError>
      </Surface>
    </>
  )
}
