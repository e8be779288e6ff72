import { faultsOfAnswers, type Answer, type Question } from './questions.rules'

const ask = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  ...{ id: 'q1', kind, label: '问', required: true, options: kind === 'choice' ? ['甲', '乙'] : [] },
  ...more,
})

test.each<[string, Question, Partial<Answer>, string | undefined]>([
  ['words', ask('text'), { text: '三楼' }, undefined],
  ['blanks are no words', ask('text'), { text: '  ' }, '请写几个字'],
  ['too many words', ask('text'), { text: '长'.repeat(301) }, '最多 300 个字'],
  ['an option', ask('choice'), { text: '甲' }, undefined],
  ['an option that is gone', ask('choice'), { text: '丙' }, '选项改过了，请重新选一项'],
  ['no option where none is needed', ask('choice', { required: false }), {}, undefined],
  ['a photo', ask('photo'), { photoIds: ['a'] }, undefined],
  ['no photo', ask('photo'), { text: '有' }, '请拍一张照片'],
  ['too many photos', ask('photo'), { photoIds: ['a', 'b', 'c', 'd'] }, '最多 3 张照片'],
])('an answer of %s', (_, question, answer, message) => {
  const faults = faultsOfAnswers([question], [{ questionId: 'q1', ...answer }])
  expect(faults).toEqual(message === undefined ? [] : [{ questionId: 'q1', message }])
})

test('every wrong question is named, those nobody asks among them; what must not be complete may stay open', () => {
  const questions = [ask('text'), ask('photo', { id: 'q2' })]
  expect(
    faultsOfAnswers(questions, [{ questionId: 'q9', text: 'x' }]).map(({ questionId }) => questionId),
  ).toEqual(['q1', 'q2', 'q9'])
  expect(faultsOfAnswers(questions, [], { complete: false })).toEqual([])
})
