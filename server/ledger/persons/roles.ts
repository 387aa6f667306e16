/** Behind these a name may stand, whatever it looks like. */
const ROLES =
  '当事人 联系人 来电人 来访人 申请人 投诉人 反映人 报案人 报警人 举报人 诉求人 信访人 受害人 伤者 死者 被告 原告 甲方 乙方 户主 村民 居民 市民 群众 农户 业主 租户 租客 房东 承租人 承包人 出租人 债权人 债务人 借款人 雇主 员工 职工 工人 民工 农民工 司机 车主 驾驶员 患者 家属 老板 包工头 工头 负责人 经办人 姓名 网格员 网格长 调解员 夫妻 夫妇 兄弟 兄妹 姐妹 姐弟 父子 父女 母子 母女 婆媳 妯娌 丈夫 妻子 儿子 女儿 父亲 母亲 儿媳 女婿 邻居 同村 本村 亲属 亲戚 侄子 双方当事人 一方 另一方 对方 组长 村主任 村支书 支书 书记 镇长 所长 主任 医生 教师 老师 学生 店主 商户 法人 经理 经营者 户 贫困户 低保户 老人 男子 女子 妇女 嫌疑人 违法行为人 刑满释放人员 刑释人员 刑释解教人员 前科人员 服刑人员 缓刑人员 假释人员 社区矫正人员 社区矫正对象 矫正对象 吸毒人员 戒毒人员 涉毒人员 涉邪人员 精神病人 精神病患者 精神障碍患者 智障人员 重点人 重点人员 重点对象 上访老户 上访户 信访老户 缠访户 闹访人员 肇祸人员 被执行人 失信人员 残疾人 五保户 孤儿'
/** Behind these, too, but so may any other word: only what is surely a name counts. */
const KIN =
  '男方 女方 双方 本人 其子 其女 其妻 其夫 其父 其母 其兄 其弟 其姐 其妹 其孙 其媳 长子 次子 三子 长女 次女 子女 儿女 前妻 前夫 配偶 老公 老婆 老伴 媳妇 岳父 岳母 公公 婆婆 公婆 爷爷 奶奶 祖父 祖母 外公 外婆 孙子 孙女 外孙 哥哥 弟弟 姐姐 妹妹 大哥 二哥 大姐 二姐 嫂子 弟媳 叔叔 伯父 叔父 舅舅 姑姑 姨妈 姑父 侄女 外甥 表哥 表弟 堂兄 堂弟 兄长 继父 继母 养子 养女 男友 女友 男朋友 女朋友 恋人 同事 同学 朋友 工友 战友 老乡 熟人 债主 房主 屋主 货主 买方 卖方 买家 卖家 买受人 出卖人 出借人 担保人 保证人 介绍人 媒人 中间人 代理人 委托人 监护人 继承人 被继承人 肇事者 肇事人 伤员 行人 乘客 骑手 顾客 消费者 客户 养殖户 种植户 承包户 租地户 拆迁户 农民 牧民 菜农 果农 瓜农 果商 菜商 商贩 摊主 老汉 大爷 大妈 大娘 大叔 阿姨 老太太 先生 女士 同志 校长 村长 队长 社长 会计 村会计 出纳 院长 局长 厂长 站长 保安 护士 保姆 申诉人 来访者 求助人 求助者 举报者 投诉者 上访人 知情人 证人 被申请人 被告人 被投诉人 被反映人 第三人 死亡人 患儿 孕妇 学员 幼儿 孩子 女孩 男孩 女童 男童 名叫 叫做 名为 户名 化名 人员'

export type Role = 'role' | 'kin'

const kinds = new Map<string, Role>([...ROLES.split(' ').map((word) => [word, 'role'] as const), ...KIN.split(' ').map((word) => [word, 'kin'] as const)])
const ends = new Set([...kinds.keys()].map((word) => word.at(-1) as string))
const LONGEST = Math.max(...[...kinds.keys()].map((word) => word.length))

/** The role that ends right before `at`: the longest one decides. */
export function roleBefore(text: string, at: number): Role | undefined {
  if (at === 0 || !ends.has(text[at - 1] as string)) return undefined
  for (let length = Math.min(LONGEST, at); length > 0; length--) {
    const role = kinds.get(text.slice(at - length, at))
    if (role) return role
  }
  return undefined
}
