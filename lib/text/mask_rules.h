/* The rules that mask_text() asks in turn at each sign. A rule that knows what begins there marks
 * what must not leave and returns how many signs it has dealt with; 0: nothing of its kind. No rule
 * looks ahead or back further than a bounded number of signs, but for those that it deals with, so
 * that the time is linear. Private to the masking. */
#ifndef H12_TEXT_MASK_RULES_H
#define H12_TEXT_MASK_RULES_H

#include "lib/text/signs.h"

/* Marks a number's signs but for separators: all but the first three and last four where it has
 * eleven or more, else all but the last two. */
void mask_digits(struct signs *signs, size_t from, size_t to);

/* Marks the signs of a name there, but for blanks and points between them. */
void mask_name_signs(struct signs *signs, size_t from, size_t to);

/* Telephones, cards, identity numbers: mask_numbers.c. */
size_t mask_number_at(struct signs *signs, size_t at);
/* The number there whatever it may be, for where a cue says that it is somebody's; amounts are
 * none. */
size_t mask_account_number_at(struct signs *signs, size_t at);

/* Addresses of mail, ids of WeChat and QQ after their cues: mask_accounts.c. */
size_t mask_mail_at(struct signs *signs, size_t at);
size_t mask_account_at(struct signs *signs, size_t at);

/* Licence plates, 浙A12345, WJ浙12345; behind 车牌 without the province: mask_plates.c. */
size_t mask_plate_at(struct signs *signs, size_t at);

/* Numbers of passports and soldiers behind their cues: mask_documents.c. */
size_t mask_document_at(struct signs *signs, size_t at);

/* 我叫张三, 姓名：张三; 张三先生: mask_names.c. */
size_t mask_introduced_at(struct signs *signs, size_t at);
size_t mask_titled_at(struct signs *signs, size_t at);
/* 王小明反映. */
size_t mask_turning_at(struct signs *signs, size_t at);
/* A name before the telephone that begins there: 张三13812345678. */
void mask_name_before(struct signs *signs, size_t at);

#endif
