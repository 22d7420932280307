#include "lib/text/name_words.h"

/* The commonest surnames of one sign, those of Hangzhou among them, in the order of their numbers:
 * for a search by halves. */
static const char16_t common_surnames[] =
    u"丁万严于付任何余侯俞倪傅冯刘卢史叶向吕吴周唐夏姚姜孔孙孟宋尹"
    u"崔康廖张彭徐戴方施曹曾朱李杜杨林柯梁楼樊武段毛江汤汪沈潘熊王"
    u"田白石秦程章竺罗翁肖胡苏范莫葛董蒋蔡薛袁裘覃许谢谭贺贾赵邓邱"
    u"邵邹郑郝郭金钟钱闫阮陆陈陶雷韦韩顾马高魏黄黎龙龚";

/* Others, many of them everyday words as well: only where a name is expected. */
static const char16_t rare_surnames[] =
    u"丘乐乔云仇仝仲伊伍伏佘佟佴侬储元全关冀冉况冷冼凌刁劳勾包匡华"
    u"卓单卞占卫危厉古吉商喻奚姬娄季宁安宗官宣容寿封尚尤屈屠岑岳嵇"
    u"左巩巫巴席幸庄应庞廉强怀成戚扈揭支敖斯昌易晋晏景曲杭柏查柴栗"
    u"栾桂桑梅楚欧殷毕池沙洛洪浦涂温游湛滕漆焦燕牛牟狄甄甘申皮盛瞿"
    u"祁祖祝穆窦童端符简管米纪练缪翟耿聂胥臧舒艾芮苗茅荀荆荣萧蒙蒲"
    u"蓝蔺虎虞裴褚解詹诸谯谷费赖路车辛边连迟邝邢邬邰郁郎郗鄢钭钮闵"
    u"闻闾阙阳隋霍靳鞠项颜饶骆鲁鲍麦齐";

/* Those of two signs. */
static const char16_t compounds[] = u"上官东方东郭令狐公冶公孙单于南宫南门司徒司马呼延夏侯太叔宇文"
                                    u"尉迟左丘慕容拓跋梁丘欧阳淳于澹台濮阳独孤申屠百里皇甫端木西门"
                                    u"诸葛赫连轩辕钟离长孙闻人";

/* Words of two signs that begin with a surname: 高中老师 is nobody's name. */
static const char16_t beginnings[] = u"丁字丁桥万一万事万人万余万元万分万名万向万块万多万年万户万科"
                                     u"万般万达严厉严密严惩严打严控严查严格严禁严肃严谨严重严防乐器"
                                     u"乔司乔迁于上于下于今于前于当于昨于是于本于此于该付了付全付出"
                                     u"付完付定付房付款付清付的付给付费付过付钱付首仲夏仲裁任何任务"
                                     u"任意任教任期任由任职任课伍佰何为何人何以何况何在何地何处何必"
                                     u"何故何日何时何种何等何谓余下余地余姚余杭余款余热余量余震余额"
                                     u"储值储存储蓄储藏元宵元旦元月全体全区全县全国全场全天全家全市"
                                     u"全年全新全是全村全校全款全省全程全职全部全都全面全额关于关停"
                                     u"关心关机关注关灯关系关联关键关门关闭况且冷库冷气冷水冷藏冷风"
                                     u"刁难劳保劳务劳动劳资包含包工包括包租包装包裹包车华东华为华润"
                                     u"单亲单价单位单元单号单子单次单独单身单车占地占据占有占用占道"
                                     u"卫健卫浴卫生危及危害危房危险厉害古墩古建古树古荡古董古镇史上"
                                     u"史志史料史无叶子吉利吉林向上向下向业向东向他向公向其向内向前"
                                     u"向北向区向南向各向后向外向她向对向居向市向我向投向政向有向本"
                                     u"向来向消向物向相向社向西向该周一周三周二周五周六周四周围周岁"
                                     u"周日周期周末周浦周转周边周遭唐山唐装唐诗商业商务商品商场商家"
                                     u"商店商户商贩商铺喻家夏令夏夜夏天夏季夏日夏时夏装奚落孔子孔洞"
                                     u"孔雀孙女孙子孙辈季度季节宁夏宁愿宁波安保安全安吉安居安徽安抚"
                                     u"安排安检安监安置安装官司官员官方官网宣传宣布容易容积容量封停"
                                     u"封堵封路封锁封闭封面尚未尤其岳母岳父左侧左右左拐左转左边巴士"
                                     u"席位幸亏幸好幸福庄园庄稼应付应在应对应届应当应急应有应由应聘"
                                     u"应该康佳康养康复康师康桥张口张嘴张开张罗张贴强光强制强势强占"
                                     u"强弱强拆强烈强行强调强迫彭埠怀孕怀疑成交成人成功成员成年成本"
                                     u"成片成立成都戴口戴头戴帽戴村戴眼戴着支付支出支持支架支路支部"
                                     u"方位方便方向方式方形方才方案方法方面施压施工施救施教施暴施肥"
                                     u"施行昌化易拉易燃易爆景区景点景观曾与曾为曾于曾到曾前曾去曾反"
                                     u"曾向曾因曾在曾多曾打曾找曾投曾拨曾是曾有曾经曾联曾被曾说杜绝"
                                     u"杨树林业林区林地林场林木林荫柏油查处查实查封查扣查找查明查看"
                                     u"查询桂花梅雨楼上楼下楼与楼价楼体楼内楼外楼宇楼层楼市楼房楼栋"
                                     u"楼梯楼的楼盘楼道楼里楼长楼间楼面楼顶欧元欧洲欧美武义武力武器"
                                     u"武夷武术武林武汉武装武警段位段时段落段路毛利毛坯毛巾毛猪毛病"
                                     u"毛竹毛笔毛线毛衣江东江北江南江堤江干江湖江滨江苏江西江边池塘"
                                     u"汤圆汤药沈半沈塘沈阳沙发沙子沙尘沙石洪水浦东浦沿涂抹涂料涂鸦"
                                     u"温室温州温度温暖温泉温馨游乐游客游戏游泳游玩游船游行湛江漆面"
                                     u"焦虑燕窝牛奶牛肉王府王牌甘肃田地田埂田头田径田边田里田间申报"
                                     u"申花申诉申请申通白内白天白条白沙白班白癜白石白色白血白酒白领"
                                     u"白马皮带皮肤石化石块石墩石头石子石料石材石板石桥石棉石油石灰"
                                     u"石祥石膏祝愿祝福程序程度程控章家章程章节童装童车简单简易简直"
                                     u"管理管网管辖管道米粉米面米饭练车罗列罗马翟营聂耳胡乱胡同胡子"
                                     u"胡萝胡说胡闹舒适艾滋艾灸苏堤苏宁苏州苏果范例范围范本范畴茅台"
                                     u"莫名莫大莫干莫非葛岭葛根董事蒋村蒙古蓝天蓝牙蓝色虎跑袁浦解决"
                                     u"解放解答解释解除许久许可许多许诺诸多诸暨谢村谢绝谢谢费劲费率"
                                     u"费用贺卡赖账路上路东路人路北路南路口路政路旁路段路灯路牌路程"
                                     u"路西路费路边路过路面车上车主车位车内车子车库车检车牌车票车祸"
                                     u"车站车管车行车费车辆车道车门车间车队车险辛苦边上边坡边界边缘"
                                     u"连同连夜连带连接连日连续连锁迟到迟迟郑州金地金属金店金江金牌"
                                     u"金科金色金融金都金银金额钟头钟点钟表钱包钱塘钱币钱款钱江钱财"
                                     u"闵行阳光阳台陆地陆家陆续陆路陈列陈年陈旧陈述陶瓷陶艺雷同雷电"
                                     u"雷达雷雨霍乱韦德韩国韩式韩语项目项链顾及顾客顾虑顾问颜料颜色"
                                     u"饶恕马上马匹马塍马戏马桶马甲马路马达马鞍高一高三高中高二高于"
                                     u"高价高低高兴高分高危高压高尔高层高度高手高新高架高校高楼高清"
                                     u"高温高空高端高等高级高考高职高薪高血高速高铁高额高龄鲁迅鲍鱼"
                                     u"麦子黄土黄姑黄山黄昏黄标黄河黄泥黄灯黄牛黄线黄色黄金黄页黄龙"
                                     u"齐全龙井龙卷龙坞龙头龙湖龙虾";

/* Words of two signs that end with one: 关于小区, 现金. */
static const char16_t endings[] = u"一万一向一张一方一楼一段一路七楼万余三万三张三方三楼三路上万"
                                  u"上任上方上楼上车下方下楼下车不全不安不曾不许不顾不高业余东方"
                                  u"东段两万两张两方中段临安临江为何主任主张丽江之江乘车乙方九楼"
                                  u"也许买方乱石二楼二路五万五楼五金些许交付人马亿万仓储代付任何"
                                  u"位于低于何曾余万佣金供应便于保安保金信任修路偏高停车健全健康"
                                  u"偿付允许光顾兑付全程八楼公安公章公路公车六楼关于其余典范养成"
                                  u"兼顾军方农田冶金准许几万几何几张出于分段分钟利于前任前方剩余"
                                  u"加强勉强包罗化石北方北段十万十楼十路千万千余升高华夏单向单方"
                                  u"单程单车卖方南方南段印章危楼厂方历任历史双向双方反向反应变成"
                                  u"号楼各方合成吉林吊车同安后方周全响应善于嚣张四楼回顾园丁园林"
                                  u"国王在于地方地段地雷坐车坚强垫付基于基金堵车增强增高处于处方"
                                  u"多万多于多余多张多方多谢大于大梁大楼大王大石太高夸张奖金女方"
                                  u"如何姓张威严威武子孙安全安康完全完成官方定于定向定金宝石宝马"
                                  u"实施客车富江对于对应对方导向尊严小于小康少于少许尼龙属于山林"
                                  u"岩石工程巨石已付师范平安平方年金庄严应付底楼店方建成开关开张"
                                  u"开车形成很高徽章志向急于意向感谢慌张我方或许房梁手段手雷打孔"
                                  u"打车打雷托付扩张把关报应抬高押金担任拒付拖车拨付挪车措施提高"
                                  u"支付攸关效应教楼教程敢于数万敲钟整楼文章斑马新车方向无关日程"
                                  u"早安时段时钟明白春江昨于晚安更高最高月余有关望江朝向木马未付"
                                  u"未曾本楼本金机关松江极高构成枝叶某段标段树叶树林校方校车桂林"
                                  u"桥梁森林模范横向横梁欧罗武林残余每张每楼毛孔水田水车水龙江苏"
                                  u"汽车沙石河段治安沿江泰安洗车流向流程浙江海关淳安源于滨江漂白"
                                  u"漓江火车照顾爬楼片段特许现于现付现任现金珠江班任班车用于用车"
                                  u"由于甲方电车男方百万百余盈余盖章相关相应眉毛砂石碎石示范礼金"
                                  u"祝贺离任私车秒钟租车租金积金税金稻田空白立方立马竹林等于答应"
                                  u"答谢签章紧张紫苏红叶纸张线路组成终于给付绿林编程缴付罗马罚金"
                                  u"羽毛肩章脊梁至于致谢良田茶叶茶楼落叶蓝田薪金虚高蛋白行程行车"
                                  u"表白西安西方西段规程规章规范警方订金设施该楼该段该路课程谢谢"
                                  u"责任货车资方资金赔付赔金赛马走向起毛起马超高趋向跑马路段路程"
                                  u"跳高身高车梁转向轿车较高达成过于过江过程过高近万这段这路进程"
                                  u"远方远程违章适应逆向造成造林道路那段配方酒楼酿成里程鉴于钱江"
                                  u"钻孔钻石铁路铺张镇江长安长江闹钟阁楼防范阶段限于院方隔楼难关"
                                  u"霸王面向面孔顶楼预付首付马安马路高于高楼高汤鸡汤黄金黑白齐全";

/* Before these hardly anything but a name stands; before the others words do, too. */
static const char16_t *const sure_titles[] = {u"先生", u"女士", u"小姐", u"太太", NULL};

static const char16_t *const titles[] = {
    u"先生", u"女士", u"小姐", u"太太", u"同志",   u"师傅", u"老师", u"医生", u"大夫",
    u"护士", u"主任", u"经理", u"律师", u"警官",   u"教授", u"院长", u"校长", u"局长",
    u"所长", u"书记", u"村长", u"阿姨", u"大爷",   u"大妈", u"大叔", u"大姐", u"大哥",
    u"奶奶", u"爷爷", u"同学", u"老板", u"教练",   u"队长", u"站长", u"店长", u"法官",
    u"科长", u"处长", u"组长", u"主管", u"总经理", u"老人", u"夫妇", u"一家", NULL,
};

/* What somebody is. */
static const char16_t *const roles[] = {
    u"业主", u"市民", u"村民", u"居民", u"民警",     u"医生", u"司机",   u"老板",   u"房东",
    u"租客", u"租户", u"户主", u"学生", u"家长",     u"员工", u"职工",   u"邻居",   u"车主",
    u"店主", u"律师", u"法官", u"书记", u"主任",     u"村长", u"队长",   u"保安",   u"父亲",
    u"母亲", u"儿子", u"女儿", u"丈夫", u"妻子",     u"老公", u"老婆",   u"同事",   u"朋友",
    u"校长", u"经理", u"护士", u"教练", u"老师",     u"师傅", u"驾驶员", u"老师傅", u"居民楼",
    u"孩子", u"小孩", u"学员", u"队员", u"工作人员", u"本人", u"我是",   NULL,
};

/* ------------------------------------------------------------------------ words */

bool is_common_surname(char32_t sign)
{
    return SIGN_IS_IN(sign, common_surnames);
}

/* Whether the sign there is of an ordinary word, with the one behind it, or with the one before,
 * unless that one ends another word: 业主张三. */
static bool is_of_word(const struct signs *signs, size_t at)
{
    char32_t sign = sign_at(signs, at);
    if (SIGNS_ARE_PAIR(sign, sign_at(signs, at + 1), beginnings))
        return true;
    return SIGNS_ARE_PAIR(sign_before(signs, at), sign, endings) &&
           !signs_end_any(signs, at, roles) && !signs_end_any(signs, at, titles);
}

size_t surname_at(const struct signs *signs, size_t at, enum surname which)
{
    char32_t sign = sign_at(signs, at);
    bool common = is_common_surname(sign);
    if (!sign_is_han(sign))
        return 0;
    if (SIGNS_ARE_PAIR(sign, sign_at(signs, at + 1), compounds))
        return 2;
    if (!common && (which == SURNAME_COMMON || !SIGN_IS_IN(sign, rare_surnames)))
        return 0;
    if (common && which == SURNAME_ANY)
        return 1;
    return is_of_word(signs, at) ? 0 : 1;
}

size_t title_at(const struct signs *signs, size_t at, bool sure)
{
    return signs_match_any(signs, at, sure ? sure_titles : titles);
}

/* ------------------------------------------------------------- what goes on behind */

bool is_sequel_at(const struct signs *signs, size_t at)
{
    static const char16_t *const sequels[] = {
        u"电话", u"手机", u"联系", u"反映", u"投诉", u"举报", u"来电", u"性别", u"身份",
        u"住址", u"地址", u"年龄", u"号码", u"座机", u"反应", u"咨询", u"表示", u"认为",
        u"要求", u"希望", u"求助", u"单位", u"现在", u"称其", u"家住", u"建议", NULL,
    };
    return signs_match_any(signs, at, sequels) > 0;
}

bool is_turning_at(const struct signs *signs, size_t at)
{
    static const char16_t *const turnings[] = {u"反映", u"投诉", u"举报", u"来电", NULL};
    return signs_match_any(signs, at, turnings) > 0;
}

bool is_group_end(char32_t sign)
{
    return sign_is_of(sign,
                      u"们人户者员众处局所队院校区县镇乡街村楼店厂站部司年次后内外下再均才并仍"
                      u"将过电话周午晚多时");
}

bool is_sequel_sign(char32_t sign)
{
    return sign_is_of(sign, u"住反因在地想我手投是电的联要来说称于向和与及今男女身请求去到被把已"
                            u"曾现表认希咨打有对就从也都不驾开将未");
}

bool is_particle(char32_t sign)
{
    return sign_is_of(sign, u"的了是在和与或这那被把让请找及给跟由从到向称说我你他她它们没也都还"
                            u"已就要会吗呢吧该各每几很再又且但而则等位个某不");
}

/* ------------------------------------------------------------ what stands before */

size_t introduction_at(const struct signs *signs, size_t at)
{
    static const char16_t *const introductions[] = {
        u"我叫", u"名叫", u"本人叫", u"名字叫", u"名字是", u"名字为", u"本名", u"真名叫", NULL};
    return signs_match_any(signs, at, introductions);
}

size_t name_label_at(const struct signs *signs, size_t at)
{
    static const char16_t *const labels[] = {
        u"姓名",   u"联系人",   u"联络人",     u"反映人",   u"反应人",   u"投诉人",  u"举报人",
        u"来电人", u"当事人",   u"报修人",     u"申请人",   u"诉求人",   u"求助人",  u"咨询人",
        u"委托人", u"经办人",   u"法人代表",   u"负责人",   u"收件人",   u"收货人",  u"寄件人",
        u"患者",   u"户主",     u"法定代表人", u"受害人",   u"责任人",   u"承租人",  u"购买人",
        u"房主",   u"被举报人", u"被投诉人",   u"信访人",   u"本人姓名", u"名字",    u"签名",
        u"落款",   u"来信人",   u"来访人",     u"投诉对象", u"监护人",   u"病人",    u"署名",
        u"户名",   u"收款人",   u"微信名",     u"昵称",     u"name",     u"contact", NULL,
    };
    return signs_match_any(signs, at, labels);
}

size_t role_at(const struct signs *signs, size_t at)
{
    return signs_match_any(signs, at, roles);
}

bool is_no_name_at(const struct signs *signs, size_t at, size_t end)
{
    static const char16_t *const words[] = {
        u"不详", u"不明", u"未知", u"匿名", u"保密", u"未提供", u"同上", u"附件", u"本人", u"不便",
        u"不愿", u"拒绝", u"物业", u"社区", u"公司", u"单位",   u"部门", u"街道", u"村委", u"中心",
        u"服务", u"办公", u"人员", u"业主", u"市民", u"群众",   u"居民", u"家属", u"未留", u"没有",
        u"暂无", u"为空", u"必填", u"隐去", u"科室", u"银行",   u"学校", u"医院", NULL,
    };
    for (; at < end && sign_is_han(sign_at(signs, at)); at++)
        if (signs_match_any(signs, at, words) > 0)
            return true;
    return false;
}
