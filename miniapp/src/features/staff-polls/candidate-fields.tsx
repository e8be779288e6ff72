import { MOST_OPTIONS } from '@linli/shared/polls/polls.kinds'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { withCandidates, type QuestionForm } from './setup-form'
import { usePeopleLabels, type KnownPerson } from './use-people-labels'

interface CandidateFieldsProps {
  readonly index: number
  readonly question: QuestionForm
  readonly known: readonly KnownPerson[]
  readonly error: string | undefined
  /** What is wrong with the name at this place of the list. */
  readonly nameFaultAt: (place: number) => string | undefined
  readonly onChange: (question: QuestionForm) => void
}

/** Who can be chosen: a resident of the roll each, with the name for the ballot, a short text and the day of consent. */
export function CandidateFields(props: CandidateFieldsProps) {
  const { index, question, known, error, nameFaultAt, onChange } = props
  const { labelOf, pick } = usePeopleLabels(known)
  const stands = (question.candidates ?? []).map((candidate, at) => ({
    candidate,
    name: question.options[at] ?? '',
  }))
  const id = `question-${index}-candidates`
  const change = (place: number, part: Partial<(typeof stands)[number]>) =>
    onChange(
      withCandidates(
        question,
        stands.map((one, at) => (at === place ? { ...one, ...part } : one)),
      ),
    )
  return (
    <Box role="group" label="候选人" className="setup-candidates">
      {stands.map(({ candidate, name }, at) => (
        <Box key={candidate.personId} className="setup-question">
          <TextField
            id={`${id}-${at}-name`}
            label={`候选人 ${at + 1} 的姓名${labelOf(candidate.personId) ? `（${labelOf(candidate.personId)}）` : ''}`}
            help="选票上怎么写"
            maxLength={60}
            value={name}
            onChange={(text) => change(at, { name: text })}
            error={nameFaultAt(at)}
          />
          <TextField
            id={`${id}-${at}-about`}
            label="介绍"
            help="大家都能看到"
            optional
            lines={2}
            maxLength={200}
            value={candidate.about}
            onChange={(about) => change(at, { candidate: { ...candidate, about } })}
          />
          <PickerField
            id={`${id}-${at}-consent`}
            label="本人同意的日期"
            kind="date"
            value={candidate.consentOn ?? ''}
            onChange={(day) =>
              change(at, { candidate: { ...candidate, consentOn: day === '' ? null : day } })
            }
          />
          <Button
            kind="plain"
            label={`去掉候选人 ${at + 1}`}
            onTap={() =>
              onChange(
                withCandidates(
                  question,
                  stands.filter((_, place) => place !== at),
                ),
              )
            }
          >
            去掉
          </Button>
        </Box>
      ))}
      {stands.length < MOST_OPTIONS && (
        <PersonPicker
          id={`${id}-pick`}
          except=""
          chosen={undefined}
          onPick={({ id: personId, maskedName }) => {
            pick(personId, maskedName)
            if (stands.every(({ candidate }) => candidate.personId !== personId))
              onChange(
                withCandidates(question, [
                  ...stands,
                  { candidate: { personId, about: '', consentOn: null }, name: '' },
                ]),
              )
          }}
        />
      )}
      <FieldError id={id}>{error}</FieldError>
    </Box>
  )
}
