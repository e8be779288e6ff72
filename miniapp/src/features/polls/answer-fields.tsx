import type { PollQuestion } from '@linli/shared/polls/polls.kinds'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { FieldError } from '@/ui/field-error'
import { FilterChips } from '@/ui/filter-chips'
import { OptionGroup } from '@/ui/option-group'
import { OptionRow } from '@/ui/option-row'
import { Tap } from '@/ui/tap'
import { abstained, marked, tapped, type Answer } from './answers'
import { howToAnswer } from './poll-words'
import './polls.scss'

interface FieldsProps {
  /** Unique on the page. */
  readonly id: string
  readonly question: PollQuestion
  readonly answer: Answer
  /** Id of the sentence that says what is missing. */
  readonly describedBy: string | undefined
  readonly onChange: (answer: Answer) => void
}

/** Abstaining is an answer as well; it is never chosen by chance. */
const ABSTAIN_VALUE = '-'
const abstainOption = { value: ABSTAIN_VALUE, title: '弃权', detail: '算参加，不支持任何一项' }

function SingleFields({ id, question, answer, describedBy, onChange }: FieldsProps) {
  return (
    <OptionGroup
      id={id}
      label={question.text}
      describedBy={describedBy}
      options={[
        ...question.options.map(({ key, text, about }) => ({
          value: key,
          title: text,
          detail: about === '' ? undefined : about,
        })),
        abstainOption,
      ]}
      chosen={answer.abstains ? [ABSTAIN_VALUE] : answer.keys}
      onChange={([value = '']) =>
        onChange(
          value === ABSTAIN_VALUE
            ? abstained(question, { ...answer, abstains: false })
            : tapped(question, answer, value),
        )
      }
    />
  )
}

function Abstain({ id, question, answer, onChange }: FieldsProps) {
  return (
    <OptionRow
      group={`${id}-abstain`}
      kind="check"
      title={abstainOption.title}
      detail={abstainOption.detail}
      chosen={answer.abstains}
      onChoose={() => onChange(abstained(question, answer))}
    />
  )
}

function SeveralFields(props: FieldsProps) {
  const { id, question, answer, describedBy, onChange } = props
  return (
    <Box id={id} role="group" label={question.text} describedBy={describedBy} className="option-group">
      {question.options.map(({ key, text, about }) => (
        <OptionRow
          key={key}
          group={id}
          kind="check"
          title={text}
          detail={about === '' ? undefined : about}
          chosen={answer.keys.includes(key)}
          onChoose={() => onChange(tapped(question, answer, key))}
        />
      ))}
      <Abstain {...props} />
    </Box>
  )
}

function RankFields(props: FieldsProps) {
  const { id, question, answer, describedBy, onChange } = props
  return (
    <Box id={id} role="group" label={question.text} describedBy={describedBy} className="option-group">
      {question.options.map(({ key, text, about = '' }) => {
        const place = answer.keys.indexOf(key) + 1
        return (
          <Tap
            key={key}
            className={cls('option-row rank-row', place > 0 && 'option-row--chosen')}
            pressed={place > 0}
            label={place > 0 ? `${text}，第 ${place} 位，点一下取消` : `${text}，还没有排`}
            onTap={() => onChange(tapped(question, answer, key))}
          >
            <Box hidden className={cls('rank-mark', place > 0 && 'rank-mark--on')}>
              {place > 0 ? String(place) : ''}
            </Box>
            <Box className="option-row__words">
              <Box className="option-row__title">{text}</Box>
              {about !== '' && <Box className="option-row__detail">{about}</Box>}
              {place > 0 && <Box className="option-row__detail">{`第 ${place} 位`}</Box>}
            </Box>
          </Tap>
        )
      })}
      <Abstain {...props} />
    </Box>
  )
}

function ScoreFields(props: FieldsProps) {
  const { id, question, answer, describedBy, onChange } = props
  const marks = Array.from({ length: question.scoreMax + 1 }, (_, mark) => String(mark))
  return (
    <Box id={id} role="group" label={question.text} describedBy={describedBy} className="option-group">
      {question.options.map(({ key, text, about = '' }, index) => {
        const mark = answer.marks[index] ?? null
        return (
          <Box key={key} className="score-row">
            <Box className="score-row__name">{text}</Box>
            {about !== '' && <Box className="option-row__detail">{about}</Box>}
            <FilterChips
              label={`给“${text}”打分`}
              wrap
              chips={marks.map((value) => ({ value, label: `${value} 分` }))}
              chosen={mark === null ? [] : [String(mark)]}
              onChange={([value = '0']) => onChange(marked(answer, index, Number(value)))}
            />
          </Box>
        )
      })}
      <Abstain {...props} />
    </Box>
  )
}

const fieldsOf = {
  single: SingleFields,
  multiple: SeveralFields,
  approval: SeveralFields,
  ranked: RankFields,
  score: ScoreFields,
} as const

/** One question with its options, by the method it is answered with. The words of a ballot are never changed. */
export function AnswerFields({
  start,
  number,
  fault,
  ...fields
}: Omit<FieldsProps, 'describedBy'> & {
  /** Id of its beginning, where a page of its own opens with it. */
  readonly start?: string | undefined
  /** `第 2 题`, where there are several. */
  readonly number: string | undefined
  readonly fault: string | undefined
}) {
  const { id, question } = fields
  const Fields = fieldsOf[question.method]
  return (
    <Box className="ballot-question">
      <Box as="h2" id={start} className="ballot-question__text">
        {number === undefined ? question.text : `${number}：${question.text}`}
      </Box>
      <Box className="ballot-question__how">{howToAnswer(question)}</Box>
      {/* Above the options: a long list ends below the fold, and whoever is sent back here looks at its beginning. */}
      <FieldError id={`${id}-error`}>{fault}</FieldError>
      <Fields {...fields} describedBy={fault === undefined ? undefined : `${id}-error`} />
    </Box>
  )
}
