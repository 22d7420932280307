/* Writes invented input of any size, the same for the same arguments:
 *
 *   generate ledger N     cases as they stand after h12-route, about 950 bytes each
 *   generate repeats N    the same cases, one in twenty a repeat of another, which is open
 *   generate accepted N   the same cases before h12-route
 *   generate export N     the same cases as a hotline's export, CSV
 *   generate returns N M  M requests to be relieved of cases among the N, CSV
 *   generate replies N M  M replies to cases among the N and approvals of them, by turns, CSV
 *   generate ratings N M  M bad ratings of the same cases and findings on them, by turns, CSV
 *
 * Nobody's words: every text is put together from the phrases below. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const districts[][2] = {
    {"330102", "上城区"}, {"330105", "拱墅区"}, {"330106", "西湖区"}, {"330108", "滨江区"},
    {"330109", "萧山区"}, {"330110", "余杭区"}, {"330111", "富阳区"}, {"330112", "临安区"},
    {"330113", "临平区"}, {"330114", "钱塘区"}, {"330122", "桐庐县"}, {"330127", "淳安县"},
    {"330182", "建德市"},
};
static const char *const places[] = {"梧桐小区",     "河滨花园",      "新丰农贸市场",
                                     "东门公交站",   "科创园三号楼",  "柳营路沿街",
                                     "老年活动中心", "实验幼儿园门口"};
static const char *const matters[] = {
    "夜间施工噪音持续到凌晨，严重影响居民休息", "电动自行车占用消防通道，物业多次劝说没有效果",
    "垃圾清运不及时，夏天异味很大，蚊虫滋生",   "路灯损坏已有两周，夜间通行存在安全隐患",
    "预付卡商家关门停业，余额无法退还",         "公司拖欠工资三个月，员工多次讨要没有结果",
    "自来水水压不足，高层住户用水困难",         "公交线路班次减少，早高峰等候时间超过半小时",
    "违章搭建占用公共绿地，要求核实并拆除",     "窨井盖破损，车辆经过声响很大，担心有人摔伤",
};
static const char *const wishes[] = {
    "希望相关部门尽快到现场核实处理，并将结果告知反映人",
    "要求给出明确的处理时间和责任单位",
    "曾向社区反映过，至今没有答复，现请热线转交办理",
    "请核实该情况是否属实，如属实请依法处理",
    "反映人表示可以提供照片和视频作为依据",
};
static const char *const urgencies[][2] = {
    {"normal", "一般"}, {"normal", "一般"},  {"normal", "一般"},
    {"urgent", "紧急"}, {"complex", "疑难"},
};
static const char *const kinds[][2] = {
    {"help", "求助"},   {"complaint", "投诉"},  {"complaint", "投诉"},
    {"report", "举报"}, {"suggestion", "建议"},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Everything about a case follows from its number. */
struct sample {
    uint64_t number;
    uint64_t state; /* of the generator */
    const char *const *district;
    const char *const *urgency;
    const char *const *kind;
    const char *place, *matter, *wish, *other_wish;
    time_t received;
};

static uint64_t draw(struct sample *sample, uint64_t below)
{
    sample->state += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    uint64_t z = sample->state;
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % below;
}

static struct sample sample_of(uint64_t number)
{
    struct sample s = {.number = number, .state = number * 7919 + 1};
    s.district = districts[draw(&s, COUNT(districts))];
    s.urgency = urgencies[draw(&s, COUNT(urgencies))];
    s.kind = kinds[draw(&s, COUNT(kinds))];
    s.place = places[draw(&s, COUNT(places))];
    s.matter = matters[draw(&s, COUNT(matters))];
    s.wish = wishes[draw(&s, COUNT(wishes))];
    s.other_wish = wishes[draw(&s, COUNT(wishes))];
    /* Received from 2026-09-01 on, over six weeks; +08:00. All that follows within two hours is
     * over, too, by the evening of 2026-10-12, which the bench takes for now. */
    s.received = 1788192000 + (time_t)draw(&s, 42 * 86400 - 7200);
    return s;
}

/* Local time: the civil fields of UTC eight hours on. */
static void print_time(time_t when, const char *format)
{
    char text[40];
    struct tm fields;
    time_t local = when + 8 * 3600;
    gmtime_r(&local, &fields);
    strftime(text, sizeof text, format, &fields);
    fputs(text, stdout);
}

static void print_stamp(time_t when)
{
    print_time(when, "%Y-%m-%dT%H:%M:%S+08:00");
}

static void print_case_start(const struct sample *s)
{
    printf("{\"id\":\"HZ2026%09" PRIu64 "\",\"received_at\":\"", s->number);
    print_stamp(s->received);
    printf("\",\"channel\":\"phone\",\"kind\":\"%s\",\"requester\":{\"type\":\"person\","
           "\"name\":\"张某\",\"phone\":\"1380000%04u\"},\"confidential\":false,"
           "\"district\":\"%s\",\"address\":\"%s%s\",\"title\":\"关于%s的问题\",",
           s->kind[0], (unsigned)(s->number % 10000), s->district[0], s->district[1], s->place,
           s->place);
    printf("\"text\":\"反映人来电：%s%s，%s。%s。\",\"urgency\":\"%s\",", s->district[1], s->place,
           s->matter, s->wish, s->urgency[0]);
}

/* `earlier`: the number of the case that it repeats, 0: none. */
static void print_case_end(const struct sample *s, int routed, uint64_t earlier)
{
    printf("\"state\":\"%s\",\"acceptance\":{\"verdict\":\"accepted\",\"basis\":\"art.8(4)\"",
           routed ? "assigned" : "accepted");
    if (earlier > 0)
        printf(",\"flags\":[{\"code\":\"repeat\",\"basis\":\"art.28(1)\",\"likeness\":90,"
               "\"policy\":\"repeat.likeness\",\"new\":true,\"follows\":true}]},"
               "\"repeat_of\":\"HZ2026%09" PRIu64 "\"",
               earlier);
    else
        fputs("}", stdout);
    fputs(",\"history\":[{\"at\":\"", stdout);
    print_stamp(s->received + 300);
    fputs("\",\"event\":\"accepted\",\"by\":\"h12-intake\",\"basis\":\"art.8(4)\"}", stdout);
    if (!routed) {
        fputs("]}\n", stdout);
        return;
    }
    char assignment[200];
    snprintf(assignment, sizeof assignment,
             "{\"round\":1,\"lead\":\"%s\",\"co\":[],\"cause\":\"dispatched\","
             "\"basis\":\"art.13(2)\",\"at\":\"",
             s->district[0]);
    fputs(",{\"at\":\"", stdout);
    print_stamp(s->received + 3600);
    printf("\",\"event\":\"assigned\",\"by\":\"h12-route\",\"assignment\":%s", assignment);
    print_stamp(s->received + 3600);
    printf("\"}}],\"assignment\":%s", assignment);
    print_stamp(s->received + 3600);
    fputs("\"}}\n", stdout);
}

static void print_export_row(const struct sample *s)
{
    printf("HZ2026%09" PRIu64 ",", s->number);
    print_time(s->received, "%Y-%m-%d %H:%M:%S");
    printf(",电话,%s,张某,1380000%04u,%s,%s%s,关于%s的问题,\"反映人来电：%s%s，%s。%s。%s。\",%s\n",
           s->kind[1], (unsigned)(s->number % 10000), s->district[1], s->district[1], s->place,
           s->place, s->district[1], s->place, s->matter, s->wish, s->other_wish, s->urgency[1]);
}

static void print_return(uint64_t index, const struct sample *s)
{
    printf("R%07" PRIu64 ",HZ2026%09" PRIu64 ",%s,", index, s->number, s->district[0]);
    print_stamp(s->received + 7200);
    printf(",不属于本单位职责范围,三定方案,%s\n", districts[index % COUNT(districts)][0]);
}

/* The reply is complete: every part of art.15 that is due stands in it. */
static void print_reply(uint64_t index, const struct sample *s)
{
    printf("P%07" PRIu64 ",HZ2026%09" PRIu64 ",", index / 2, s->number);
    if (index % 2 == 1) {
        fputs("review,,", stdout);
        print_stamp(s->received + 7200);
        puts(",,,,,,,,,approve,Chen");
        return;
    }
    printf("final,%s,", s->district[0]);
    print_stamp(s->received + 7000);
    putchar(',');
    print_stamp(s->received + 6000);
    printf(",电话,yes,经到现场核实：%s情况属实，已当场处理完毕,", s->place);
    print_stamp(s->received + 5000);
    puts(",现场,已按规定办理，并将加强日常巡查,王某,,");
}

static void print_rating(uint64_t index, const struct sample *s)
{
    printf("%c%07" PRIu64 ",HZ2026%09" PRIu64 ",", "RV"[index % 2], index / 2, s->number);
    print_stamp(s->received + (index % 2 == 0 ? 7210 : 7220));
    puts(index % 2 == 0 ? ",rating,requester,no,dissatisfied,,,处理结果与实际不符"
                        : ",verification,,,,upheld,Tao,处理符合规定");
}

/* The events of M, `each` of them a case, over the N cases. */
static void print_events(uint64_t cases, uint64_t events, uint64_t each,
                         void (*print)(uint64_t index, const struct sample *s))
{
    for (uint64_t i = 0; i < events; i++) {
        struct sample s = sample_of(1 + i / each * (cases * each / events));
        print(i, &s);
    }
}

int main(int argc, char **argv)
{
    uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    uint64_t events = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
    const char *what = argc > 2 ? argv[1] : "";
    if (strcmp(what, "returns") == 0) {
        puts("request,case,unit,at,reason,basis,suggested_unit");
        print_events(count, events, 1, print_return);
    } else if (strcmp(what, "replies") == 0) {
        puts("reply,case,kind,unit,at,informed_at,informed_how,factual,process,process_at,"
             "process_manner,opinion,responder,decision,officer");
        print_events(count, events, 2, print_reply);
    } else if (strcmp(what, "ratings") == 0) {
        puts("rating,case,at,kind,by,resolved,satisfied,finding,officer,reason");
        print_events(count, events, 2, print_rating);
    } else if (strcmp(what, "export") == 0) {
        puts("工单编号,来电时间,受理渠道,诉求类型,反映人,联系电话,所属区域,事发地址,留言主题,"
             "诉求内容,紧急程度");
        for (uint64_t i = 1; i <= count; i++) {
            struct sample s = sample_of(i);
            print_export_row(&s);
        }
    } else if (strcmp(what, "ledger") == 0 || strcmp(what, "accepted") == 0) {
        for (uint64_t i = 1; i <= count; i++) {
            struct sample s = sample_of(i);
            print_case_start(&s);
            print_case_end(&s, strcmp(what, "ledger") == 0, 0);
        }
    } else if (strcmp(what, "repeats") == 0) {
        for (uint64_t i = 1; i <= count; i++) {
            struct sample s = sample_of(i);
            print_case_start(&s);
            print_case_end(&s, 1, i % 20 == 0 ? i - 1 - i / 20 % 17 : 0);
        }
    } else {
        fputs("usage: generate ledger|repeats|accepted|export N, generate returns|replies|ratings "
              "N M\n",
              stderr);
        return 2;
    }
    return fflush(stdout) == 0 ? 0 : 3;
}
