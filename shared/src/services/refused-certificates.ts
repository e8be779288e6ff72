/**
 * The 20 certificates a residents' committee must not issue (reference: domain facts §5.3; Ministry of Civil
 * Affairs 民发〔2020〕20 号, first list). They can be found by search and are answered with the right address;
 * an item with such a name cannot be created.
 */
export interface RefusedCertificate {
  readonly code: string
  readonly label: string
  /** What people ask for. */
  readonly words: readonly string[]
  /** Where to go instead, as said to a resident. */
  readonly advice: string
}

const refused = (
  code: string,
  label: string,
  advice: string,
  ...words: readonly string[]
): RefusedCertificate => ({ code, label, advice, words })

export const refusedCertificates: readonly RefusedCertificate[] = [
  refused(
    'kinship',
    '亲属关系证明',
    '请到派出所查户籍，或到公证处办公证',
    '父子关系',
    '母子关系',
    '亲属证明',
  ),
  refused('identity', '居民身份信息证明', '请带身份证或户口簿到派出所办理', '身份证明', '同一人证明'),
  refused(
    'register-change',
    '户口登记项目变更证明',
    '请到户口所在地派出所申请变更',
    '改名',
    '改年龄',
    '改民族',
    '户口变更',
  ),
  refused('dog-keeping', '居民养犬证明', '请到公安或城管的养犬登记点办理', '养狗证明'),
  refused(
    'no-record',
    '无犯罪记录证明',
    '请到派出所办理，也可以在公安网上申请',
    '政审',
    '无犯罪',
    '没有案底',
  ),
  refused('rehabilitation', '社区戒毒、社区康复情况证明', '请找街道禁毒办或派出所', '戒毒证明', '康复证明'),
  refused('missing', '人员失踪证明', '请到派出所报案；宣告失踪由法院办理', '失踪', '下落不明'),
  refused(
    'marriage',
    '婚姻状况证明',
    '请到民政局婚姻登记处查询',
    '单身证明',
    '未婚证明',
    '结婚证明',
    '离婚证明',
  ),
  refused('birth', '出生证明', '请到孩子出生的医院办理出生医学证明', '出生', '出生医学证明'),
  refused('alive', '健在证明', '领养老金可以刷脸认证；其他用途请问要证明的单位', '在世证明', '活着证明'),
  refused('death', '死亡证明', '在医院去世的找医院，在家去世的找社区卫生服务中心，其他找派出所', '去世证明'),
  refused('illness', '疾病状况证明', '请找看病的医院开诊断证明', '病情证明', '生病证明'),
  refused('disability', '残疾状况证明', '请到残联办理残疾人证', '残疾证明'),
  refused(
    'marriage-birth',
    '婚育状况证明',
    '请到民政局或卫生健康部门查询',
    '婚育证明',
    '计划生育证明',
    '计生证明',
  ),
  refused('employment', '居民就业状况证明', '请到人社窗口或单位办理', '就业证明', '失业证明', '无业证明'),
  refused('personal-file', '居民个人档案证明', '请到保管档案的人才或社保机构查询', '档案证明'),
  refused('property', '居民财产证明', '请到不动产登记中心或银行查询', '财产证明', '房产证明', '无房证明'),
  refused('inheritance', '遗产继承权证明', '请到公证处办理，有争议的由法院判决', '继承证明', '继承'),
  refused(
    'business-premises',
    '市场主体住所证明',
    '请到市场监管局按住所承诺办理',
    '经营场所证明',
    '注册地址',
    '开店证明',
  ),
  refused(
    'lost-papers',
    '证件遗失证明',
    '请直接到发证机关补办，一般不用证明',
    '遗失证明',
    '丢失证明',
    '证件丢了',
  ),
]
