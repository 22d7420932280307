#include "lib/text/service_numbers.h"

/* Numbers of three digits, and those of five in the ranges 10xxx, 12xxx, 95xxx and 96xxx, which the
 * telecommunications numbering plan keeps for services: no subscriber has one. Only those that are
 * known stand here, since five digits may also be a QQ id or a code. In the order of numbers. */
static const unsigned numbers[] = {
    110,   /* police */
    114,   /* directory enquiries */
    119,   /* fire */
    120,   /* ambulance */
    122,   /* traffic accidents */
    10000, /* China Telecom */
    10010, /* China Unicom */
    10086, /* China Mobile */
    10099, /* China Broadnet */
    11183, /* postal express */
    11185, /* post */
    12110, /* police, by message */
    12121, /* weather */
    12122, /* motorways */
    12123, /* traffic police */
    12301, /* tourism */
    12305, /* complaints of postal services */
    12306, /* railways */
    12309, /* procuratorates */
    12310, /* staffing offices */
    12312, /* commerce */
    12313, /* tobacco */
    12314, /* water resources */
    12315, /* market supervision */
    12316, /* agriculture */
    12317, /* poverty relief */
    12318, /* culture */
    12319, /* city works and urban management */
    12320, /* health */
    12321, /* nuisance on the net and by telephone */
    12322, /* earthquakes */
    12325, /* grain */
    12326, /* civil aviation */
    12328, /* transport */
    12329, /* housing funds */
    12330, /* intellectual property */
    12331, /* food and drugs */
    12333, /* labour and social security */
    12336, /* land and natural resources */
    12337, /* organised crime */
    12338, /* women's rights */
    12339, /* state security */
    12340, /* statistics */
    12345, /* the hotline itself */
    12348, /* legal aid */
    12349, /* civil affairs, care of the old */
    12350, /* work safety */
    12351, /* trade unions */
    12355, /* youth */
    12356, /* mental health */
    12358, /* prices */
    12360, /* customs */
    12363, /* the central bank's consumer protection */
    12365, /* quality */
    12366, /* taxes */
    12367, /* immigration */
    12368, /* courts */
    12369, /* environment */
    12377, /* illegal content on the net */
    12378, /* supervision of banks and insurers */
    12379, /* warnings */
    12380, /* party organisation departments */
    12381, /* fraud warnings */
    12385, /* the disabled */
    12386, /* securities */
    12388, /* discipline inspection */
    12389, /* complaints of the police */
    12390, /* pornography and piracy */
    12393, /* medical insurance */
    12395, /* rescue at sea */
    12396, /* science for farmers */
    12398, /* energy */
    95188, /* Alipay */
    95338, /* SF Express */
    95500, /* China Pacific Insurance */
    95508, /* Guangfa Bank */
    95511, /* Ping An */
    95516, /* UnionPay */
    95518, /* PICC */
    95519, /* China Life */
    95522, /* Taikang */
    95526, /* Bank of Beijing */
    95527, /* China Zheshang Bank */
    95528, /* Pudong Development Bank */
    95533, /* Construction Bank */
    95543, /* STO Express */
    95546, /* Yunda Express */
    95554, /* YTO Express */
    95555, /* Merchants Bank */
    95558, /* CITIC Bank */
    95559, /* Bank of Communications */
    95561, /* Industrial Bank */
    95566, /* Bank of China */
    95568, /* Minsheng Bank */
    95577, /* Huaxia Bank */
    95580, /* Postal Savings Bank */
    95588, /* ICBC */
    95595, /* Everbright Bank */
    95598, /* power */
    95599, /* Agricultural Bank */
    96110, /* fraud */
    96120, /* ambulances that are not urgent */
    96345, /* Hangzhou's service line for residents (art.24) */
};

bool is_service_number(unsigned number, size_t digits)
{
    size_t low = 0;
    size_t high = sizeof numbers / sizeof *numbers;
    if (digits != 3 && digits != 5)
        return false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof numbers / sizeof *numbers && numbers[low] == number;
}
