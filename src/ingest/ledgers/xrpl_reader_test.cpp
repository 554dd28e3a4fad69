// SPDX-License-Identifier: Apache-2.0
//
// The reader over ledgers and transactions made up here, one for each trap.
#include "ingest/ledgers/xrpl_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/xrpl_address.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::TransferKind;

std::string address(std::uint8_t number) {
    codec::XrplAccountId account;
    account.bytes.fill(std::byte{number});
    return codec::to_string(account);
}

std::string hash(char digit) {
    return std::string(64, digit);
}

/// {"a": 1} with ' for ", so that tests can be read.
std::string json(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

std::string account_root(std::uint8_t who, std::int64_t before, std::int64_t after) {
    return text("{'ModifiedNode': {'LedgerEntryType': 'AccountRoot', 'LedgerIndex': '", hash('1'),
                "', 'PreviousFields': {'Balance': '", before, "'}, 'FinalFields': {'Account': '",
                address(who), "', 'Balance': '", after, "'}}}");
}

std::string trust_line(std::uint8_t low, std::uint8_t high, std::string_view before,
                       std::string_view after) {
    const auto amount = [](std::string_view value, std::string_view issuer) {
        return text("{'currency': 'USD', 'issuer': '", issuer, "', 'value': '", value, "'}");
    };
    constexpr std::string_view kNobody = "rrrrrrrrrrrrrrrrrrrrBZbvji";
    return text("{'ModifiedNode': {'LedgerEntryType': 'RippleState', 'LedgerIndex': '", hash('2'),
                "', 'PreviousFields': {'Balance': ", amount(before, kNobody),
                "}, 'FinalFields': {'Balance': ", amount(after, kNobody),
                ", 'LowLimit': ", amount("0", address(low)),
                ", 'HighLimit': ", amount("0", address(high)), "}}}");
}

struct Parts {
    std::string fields = "'Fee': '10'";  ///< Beside account, type and sequence.
    std::string nodes;
    std::string type = "Payment";
    std::string result = "tesSUCCESS";
    std::string metadata;  ///< Beside nodes, index and result.
    int index = 0;
    char hash_digit = 'A';
};

std::string body(const Parts& parts) {
    return text("'TransactionType': '", parts.type, "', 'Account': '", address(1),
                "', 'Sequence': 1, 'SigningPubKey': '', ", parts.fields);
}

std::string metadata(const Parts& parts) {
    return text("{'TransactionIndex': ", parts.index, ", 'TransactionResult': '", parts.result,
                "', 'AffectedNodes': [", parts.nodes, "]", parts.metadata, "}");
}

/// As an archive has it: the transaction, with its metadata inside.
std::string transaction(const Parts& parts) {
    return text("{", body(parts), ", 'hash': '", hash(parts.hash_digit),
                "', 'metaData': ", metadata(parts), "}");
}

std::string ledger(std::uint64_t number, const std::vector<std::string>& transactions,
                   std::string_view more = "") {
    std::string list;
    for (const auto& one : transactions) list += (list.empty() ? "" : ", ") + one;
    return text("{'ledger_index': '", number, "', 'ledger_hash': '",
                hash(static_cast<char>('0' + number % 10)), "', 'parent_hash': '",
                hash(static_cast<char>('0' + (number - 1) % 10)), "', 'close_time': 500000000",
                more, ", 'transactions': [", list, "]}");
}

struct Reading {
    std::vector<model::AccountBlock> blocks;
    std::vector<XrplPartialPayment> partials;
    XrplCounts counts;
    Report report{"test"};
    bool is_done = false;

    std::string first_loss() const {
        return report.first_losses().empty() ? "" : report.first_losses()[0].message;
    }
    bool has_loss(std::string_view words) const {
        return std::ranges::any_of(report.first_losses(), [&](const Error& loss) {
            return loss.message.find(words) != std::string::npos;
        });
    }
    struct Line {
        model::AccountName from;
        model::AccountName to;
        model::AssetName asset;
        TransferKind kind;
        std::string amount;
    };
    /// Of all blocks, openings and fees left out.
    std::vector<Line> lines() const {
        std::vector<Line> found;
        for (const auto& block : blocks) {
            for (const auto& one : block.transfers) {
                if (one.kind == TransferKind::opening || one.kind == TransferKind::fee) continue;
                found.push_back({block.accounts[one.from], block.accounts[one.to],
                                 block.assets[one.asset], one.kind, to_string(one.amount)});
            }
        }
        return found;
    }
};

Reading read(const std::string& text, XrplOptions options = {}) {
    Reading reading;
    options.on_partial_payment = [&](const auto& one) { reading.partials.push_back(one); };
    XrplReader reader(options);
    const std::string bytes = json(text);
    const auto status = reader.read(std::as_bytes(std::span(bytes)), reading.report,
                                    [&](const auto& block) -> Status {
                                        reading.blocks.push_back(block);
                                        return Done{};
                                    });
    reading.is_done = status.has_value();
    reading.counts = reader.counts();
    return reading;
}

/// 100 drops from the first account to the second, and a fee of 10.
Parts direct() {
    Parts parts;
    parts.fields = text("'Fee': '10', 'Amount': '100', 'Destination': '", address(2), "'");
    parts.nodes = account_root(1, 1'000, 890) + ", " + account_root(2, 50, 150);
    return parts;
}

TEST(XrplReader, ReadsADirectPaymentWithItsOpenings) {
    const auto reading = read(ledger(7, {transaction(direct())}));
    ASSERT_EQ(reading.blocks.size(), 1U);
    const auto& block = reading.blocks[0];
    EXPECT_EQ(block.height, 7U);
    EXPECT_EQ(codec::to_hex(block.hash), hash('7'));
    EXPECT_EQ(codec::to_hex(block.previous), hash('6'));
    EXPECT_EQ(block.time_unix_s, 500'000'000 + 946'684'800);  // The ledger counts from 2000.
    ASSERT_EQ(block.transfers.size(), 4U);
    EXPECT_EQ(block.transfers[0].kind, TransferKind::opening);
    EXPECT_EQ(block.transfers[1].kind, TransferKind::opening);
    EXPECT_EQ(block.transfers[2].kind, TransferKind::fee);
    EXPECT_EQ(block.transfers[2].amount, Uint256(10));
    EXPECT_EQ(block.transfers[3].kind, TransferKind::payment);
    EXPECT_EQ(block.transfers[3].amount, Uint256(100));
    EXPECT_EQ(reading.report.losses_count(), 0U) << reading.first_loss();
    EXPECT_EQ(reading.counts.ids_unproven_count, 1U);  // Not signed, and so not proven.
}

TEST(XrplReader, LeavesOpeningsOutWhereAsked) {
    const auto reading = read(ledger(7, {transaction(direct())}), {.has_openings = false});
    EXPECT_EQ(reading.blocks[0].transfers.size(), 2U);
}

TEST(XrplReader, HandsOverMemosOfWhatWentThrough) {
    std::string seen;
    const XrplOptions options{.on_memo = [&](const LedgerMemo& memo) {
        EXPECT_EQ(codec::to_hex(memo.transaction), std::string(64, 'a'));
        EXPECT_EQ(memo.height, 7U);
        seen += memo.text + ";";
    }};
    Parts parts = direct();
    parts.fields +=
        ", 'Memos': [{'Memo': {'MemoData': '4F55543A4142', 'MemoType': '00'}}, "
        "{'Memo': {'MemoType': '00'}}, {'Memo': {'MemoData': 'XY'}}, {}, "
        "{'Memo': {'MemoData': '3D3A62'}}]";
    EXPECT_EQ(read(ledger(7, {transaction(parts)}), options).counts.transactions_count, 1U);
    EXPECT_EQ(seen, "OUT:AB;=:b;");
    parts.result = "tecPATH_DRY";
    parts.nodes = account_root(1, 1'000, 990);
    read(ledger(7, {transaction(parts)}), options);
    EXPECT_EQ(seen, "OUT:AB;=:b;");
}

/// The classic theft: Amount is a thousand times what came.
TEST(XrplReader, CountsAPartialPaymentAtWhatWasDelivered) {
    Parts parts = direct();
    parts.fields = text("'Fee': '10', 'Flags': 131072, 'Amount': '100000', 'Destination': '",
                        address(2), "', 'DestinationTag': 0");
    parts.metadata = ", 'delivered_amount': '100'";
    for (const auto* name : {"'Amount'", "'DeliverMax'"}) {
        Parts one = parts;
        one.fields.replace(one.fields.find("'Amount'"), 8, name);
        const auto reading = read(ledger(7, {transaction(one)}));
        ASSERT_EQ(reading.lines().size(), 1U);
        EXPECT_EQ(reading.lines()[0].amount, "100");
        ASSERT_EQ(reading.partials.size(), 1U);
        EXPECT_TRUE(reading.partials[0].is_short);
        EXPECT_FALSE(reading.partials[0].is_counted);
        EXPECT_EQ(reading.partials[0].stated, Uint256(100'000));
        EXPECT_EQ(reading.partials[0].delivered, Uint256(100));
        EXPECT_EQ(reading.partials[0].to.kind, AccountKind::xrpl_tagged);  // Tag 0 is a tag.
        EXPECT_EQ(reading.partials[0].ledger_index, 7U);
        EXPECT_EQ(reading.counts.short_payments_count, 1U);
    }
}

/// Servers make delivered_amount up; bytes and dumps have DeliveredAmount, and since 2014 only
/// where it is not the Amount.
TEST(XrplReader, KnowsWhatWasDeliveredWithoutTheServersHelp) {
    Parts parts = direct();
    parts.fields =
        text("'Fee': '10', 'Flags': 131072, 'Amount': '100000', 'Destination': '", address(2), "'");
    parts.metadata = ", 'DeliveredAmount': '100'";
    EXPECT_EQ(read(ledger(7, {transaction(parts)})).partials[0].delivered, Uint256(100));

    parts.fields.replace(parts.fields.find("100000"), 6, "100");
    parts.metadata.clear();
    const auto late = read(ledger(5'000'000, {transaction(parts)}));
    EXPECT_FALSE(late.partials[0].is_short);
    EXPECT_FALSE(late.partials[0].is_counted);
    EXPECT_EQ(late.report.losses_count(), 0U) << late.first_loss();
}

TEST(XrplReader, CountsAsALossThatNothingIsSaidOfWhatWasDelivered) {
    Parts parts = direct();
    parts.fields =
        text("'Fee': '10', 'Flags': 131072, 'Amount': '100000', 'Destination': '", address(2), "'");
    for (const auto* said : {"", ", 'delivered_amount': 'unavailable'"}) {
        parts.metadata = said;
        std::string early = ledger(7, {transaction(parts)});
        early.replace(early.find("500000000"), 9, "400000000");
        const auto reading = read(early);
        ASSERT_EQ(reading.partials.size(), 1U);
        EXPECT_TRUE(reading.partials[0].is_counted);
        EXPECT_EQ(reading.partials[0].delivered, Uint256(100));  // From balances, and not 0.
        EXPECT_EQ(reading.counts.unknown_delivered_count, 1U);
        EXPECT_TRUE(reading.has_loss("counted from balances"));
    }
}

TEST(XrplReader, SaysThatDeliveredAmountIsNotWhatTheBalanceGained) {
    Parts parts = direct();
    parts.metadata = ", 'delivered_amount': '101'";
    EXPECT_TRUE(read(ledger(7, {transaction(parts)}))
                    .has_loss("delivered_amount says 101 drops and the balance gained 100"));
}

TEST(XrplReader, CreditsTheDestinationUnderItsTag) {
    for (const auto& [given, kind] :
         {std::pair<std::string, AccountKind>{"", AccountKind::xrpl},
          {", 'DestinationTag': 0", AccountKind::xrpl_tagged},
          {", 'DestinationTag': 4294967295", AccountKind::xrpl_tagged}}) {
        Parts parts = direct();
        parts.fields += given;
        EXPECT_EQ(read(ledger(7, {transaction(parts)})).lines()[0].to.kind, kind) << given;
    }
    Parts bad = direct();
    bad.fields += ", 'DestinationTag': 4294967296";
    EXPECT_TRUE(read(ledger(7, {transaction(bad)})).has_loss("destination tag"));
}

TEST(XrplReader, TakesOnlyTheFeeOfAFailedTransaction) {
    Parts parts = direct();
    parts.result = "tecPATH_DRY";
    parts.nodes = account_root(1, 1'000, 990);
    const auto reading = read(ledger(7, {transaction(parts)}));
    EXPECT_TRUE(reading.lines().empty());
    EXPECT_EQ(reading.counts.failed_count, 1U);
    EXPECT_EQ(reading.report.losses_count(), 0U);
    parts.nodes = direct().nodes;
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("a failed transaction moved more"));
    parts.result = "temMALFORMED";
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("a result that no ledger has"));
}

/// The balance of a trust line is the low account's: above 0 it holds what the high one issues.
TEST(XrplReader, ReadsTrustLinesFromBothSides) {
    Parts parts;
    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(2, 3, "5", "7.5");
    const auto holds = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(holds.lines().size(), 1U);
    EXPECT_EQ(holds.lines()[0].kind, TransferKind::issue);
    EXPECT_EQ(holds.lines()[0].to.payload[0], std::byte{2});
    EXPECT_EQ(holds.lines()[0].amount, "25" + std::string(29, '0'));

    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(2, 3, "-5", "-2");
    const auto owes = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(owes.lines().size(), 1U);
    EXPECT_EQ(owes.lines()[0].kind, TransferKind::redeem);
    EXPECT_EQ(owes.lines()[0].from.payload[0], std::byte{3});

    // Who held now owes: two assets, one code.
    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(2, 3, "5", "-2");
    const auto turned = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(turned.lines().size(), 2U);
    EXPECT_NE(turned.lines()[0].asset, turned.lines()[1].asset);
}

TEST(XrplReader, PaysBetweenHoldersOfOneIssuer) {
    Parts parts;
    parts.fields =
        text("'Fee': '10', 'Destination': '", address(3), "', 'DestinationTag': 5, ",
             "'Amount': {'currency': 'USD', 'issuer': '", address(2), "', 'value': '5'}");
    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(1, 2, "5", "0") + ", " +
                  trust_line(2, 3, "0", "-5");
    const auto reading = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(reading.lines().size(), 1U);
    EXPECT_EQ(reading.lines()[0].kind, TransferKind::payment);
    EXPECT_EQ(reading.lines()[0].to.kind, AccountKind::xrpl_tagged);
    EXPECT_EQ(reading.report.losses_count(), 0U) << reading.first_loss();
}

TEST(XrplReader, HoldsEscrowsAndPaysThemUnderTheirOwnTag) {
    Parts create;
    create.type = "EscrowCreate";
    create.fields = text("'Fee': '10', 'Amount': '100', 'Destination': '", address(2),
                         "', 'DestinationTag': 9");
    create.nodes = account_root(1, 1'000, 890) +
                   text(", {'CreatedNode': {'LedgerEntryType': 'Escrow', 'LedgerIndex': '",
                        hash('E'), "', 'NewFields': {'Amount': '100', 'Destination': '", address(2),
                        "', 'DestinationTag': 9}}}");
    const auto created = read(ledger(7, {transaction(create)}));
    ASSERT_EQ(created.lines().size(), 1U);
    EXPECT_EQ(created.lines()[0].kind, TransferKind::hold);
    EXPECT_EQ(created.lines()[0].to.kind, AccountKind::xrpl_object);

    Parts finish;
    finish.type = "EscrowFinish";
    const std::string deleted =
        text(", {'DeletedNode': {'LedgerEntryType': 'Escrow', 'LedgerIndex': '", hash('E'),
             "', 'FinalFields': {'Amount': '100', 'Destination': '", address(2),
             "', 'DestinationTag': 9}}}");
    finish.nodes = account_root(1, 890, 880) + ", " + account_root(2, 0, 100) + deleted;
    const auto finished = read(ledger(8, {transaction(finish)}));
    ASSERT_EQ(finished.lines().size(), 1U);
    EXPECT_EQ(finished.lines()[0].from, created.lines()[0].to);
    EXPECT_EQ(finished.lines()[0].to.kind, AccountKind::xrpl_tagged);

    // Cancelled, it goes back to its owner, who never asked for a tag.
    Parts cancel = finish;
    cancel.type = "EscrowCancel";
    EXPECT_EQ(read(ledger(8, {transaction(cancel)})).lines()[0].to.kind, AccountKind::xrpl);
}

TEST(XrplReader, HoldsInAChannelWhatIsNotPaidYet) {
    const auto channel = [](std::string_view previous, std::string_view last,
                            std::string_view fate) {
        return text(", {'", fate, "': {'LedgerEntryType': 'PayChannel', 'LedgerIndex': '",
                    hash('C'), "', 'PreviousFields': {", previous, "}, 'FinalFields': {", last,
                    ", 'Destination': '", address(2), "'}}}");
    };
    Parts claim;
    claim.type = "PaymentChannelClaim";
    claim.nodes = account_root(1, 100, 90) + ", " + account_root(2, 0, 30) +
                  channel("'Balance': '10'", "'Amount': '100', 'Balance': '40'", "ModifiedNode");
    const auto claimed = read(ledger(7, {transaction(claim)}));
    ASSERT_EQ(claimed.lines().size(), 1U);
    EXPECT_EQ(claimed.lines()[0].kind, TransferKind::hold);
    EXPECT_EQ(claimed.lines()[0].amount, "30");
    EXPECT_EQ(claimed.report.losses_count(), 0U) << claimed.first_loss();

    // Closed: what nobody claimed goes back.
    claim.nodes =
        account_root(1, 100, 150) + channel("", "'Amount': '100', 'Balance': '40'", "DeletedNode");
    const auto closed = read(ledger(7, {transaction(claim)}));
    ASSERT_EQ(closed.lines().size(), 1U);
    EXPECT_EQ(closed.lines()[0].from.kind, AccountKind::xrpl_object);
    EXPECT_EQ(closed.lines()[0].amount, "60");
}

TEST(XrplReader, DeletesAnAccountWithItsLastMoney) {
    Parts parts;
    parts.type = "AccountDelete";
    parts.fields = text("'Fee': '10', 'Destination': '", address(2), "', 'DestinationTag': 3");
    parts.nodes =
        text("{'DeletedNode': {'LedgerEntryType': 'AccountRoot', 'LedgerIndex': '", hash('1'),
             "', 'PreviousFields': {'Balance': '100'}, 'FinalFields': ", "{'Account': '",
             address(1), "', 'Balance': '0'}}}, ") +
        account_root(2, 0, 90);
    const auto reading = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(reading.lines().size(), 1U);
    EXPECT_EQ(reading.lines()[0].amount, "90");
    EXPECT_EQ(reading.lines()[0].to.kind, AccountKind::xrpl_tagged);
    EXPECT_EQ(reading.report.losses_count(), 0U) << reading.first_loss();
}

std::string token(std::string_view previous, std::string_view last, std::uint8_t who) {
    return text(", {'ModifiedNode': {'LedgerEntryType': 'MPToken', 'LedgerIndex': '", hash('3'),
                "', 'FinalFields': {'Account': '", address(who),
                "', 'MPTokenIssuanceID': '00000001", std::string(40, '9'), "'", last, "}", previous,
                "}}");
}

/// An amount that was not there before is not among the previous fields.
TEST(XrplReader, SettlesTokensThatAppearByWhatIsOutstanding) {
    const std::string issuance = text(
        ", {'ModifiedNode': {'LedgerEntryType': 'MPTokenIssuance', 'LedgerIndex': '", hash('4'),
        "', 'PreviousFields': {'OutstandingAmount': '0'}, 'FinalFields': ", "{'Issuer': '",
        address(0x99), "', 'Sequence': 1, 'OutstandingAmount': '100'}}}");
    Parts parts;
    parts.nodes = account_root(1, 100, 90) + issuance +
                  token(", 'PreviousFields': {}", ", 'MPTAmount': '100'", 2);
    const auto issued = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(issued.lines().size(), 1U) << issued.first_loss();
    EXPECT_EQ(issued.lines()[0].kind, TransferKind::issue);
    EXPECT_EQ(issued.lines()[0].amount, "100");

    // The first tokens of one holder from another.
    parts.nodes = account_root(1, 100, 90) +
                  token(", 'PreviousFields': {'MPTAmount': '30'}", "", 2) +
                  token(", 'PreviousFields': {}", ", 'MPTAmount': '30'", 3);
    const auto paid = read(ledger(7, {transaction(parts)}));
    ASSERT_EQ(paid.lines().size(), 1U) << paid.first_loss();
    EXPECT_EQ(paid.lines()[0].kind, TransferKind::payment);

    // Nothing of it moved: another field of the entry did.
    parts.nodes = account_root(1, 100, 90) +
                  token(", 'PreviousFields': {'Flags': 1}", ", 'MPTAmount': '30'", 3);
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).lines().empty());

    parts.nodes = account_root(1, 100, 90) +
                  token(", 'PreviousFields': {'MPTAmount': '29'}", "", 2) +
                  token(", 'PreviousFields': {}", ", 'MPTAmount': '30'", 3);
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("do not add up"));
}

TEST(XrplReader, SaysThatXrpDoesNotBalanceAndKeepsTheTransaction) {
    Parts parts = direct();
    parts.type = "Teleport";  // A type that nobody knows is read by its balances.
    EXPECT_EQ(read(ledger(7, {transaction(parts)})).report.losses_count(), 0U);
    parts.nodes = account_root(1, 1'000, 890) + ", " + account_root(2, 50, 149);
    const auto reading = read(ledger(7, {transaction(parts)}));
    EXPECT_TRUE(reading.has_loss("XRP does not balance: 1 drops vanish"));
    EXPECT_TRUE(reading.has_loss(text("transaction ", ascii_lower(hash('A')), " of ledger 7")));
    EXPECT_EQ(reading.blocks[0].transactions.size(), 1U);
}

TEST(XrplReader, CountsEveryKindOfBadTransaction) {
    const Parts good = direct();
    const auto without_metadata = text("{", body(good), ", 'hash': '", hash('B'), "'}");
    const auto bytes = text("{'tx_blob': '00', 'meta': '00', 'hash': '", hash('C'), "'}");
    const auto alone = text("'", hash('D'), "'");
    const auto without_hash = text("{", body(good), ", 'metaData': ", metadata(good), "}");
    const auto without_nodes =
        text("{", body(good), ", 'hash': '", hash('F'), "', 'meta': {'TransactionIndex': 1}}");
    const auto reading = read(ledger(
        7, {transaction(good), without_metadata, bytes, alone, "5", without_hash, without_nodes}));
    EXPECT_EQ(reading.report.accepted_count(), 1U);
    EXPECT_EQ(reading.report.rejected_count(), 6U);
    EXPECT_TRUE(reading.has_loss("no metadata"));
    EXPECT_TRUE(reading.has_loss("in bytes"));
    EXPECT_TRUE(reading.has_loss("a hash alone"));
    EXPECT_TRUE(reading.has_loss("without a hash"));
    EXPECT_TRUE(reading.has_loss("without a list of changed entries"));
    EXPECT_EQ(reading.blocks.size(), 1U);
}

TEST(XrplReader, PutsTransactionsInTheLedgersOrder) {
    Parts first = direct();
    Parts second = direct();
    second.index = 1;
    second.hash_digit = 'B';
    second.nodes = account_root(1, 890, 780) + ", " + account_root(2, 150, 250);
    const auto reading = read(ledger(7, {transaction(second), transaction(first)}));
    ASSERT_EQ(reading.blocks[0].transactions.size(), 2U);
    EXPECT_EQ(codec::to_hex(reading.blocks[0].transactions[0].hash), ascii_lower(hash('A')));
    EXPECT_EQ(reading.counts.openings_count, 2U);
    EXPECT_EQ(reading.report.losses_count(), 0U) << reading.first_loss();
    second.index = 2;
    EXPECT_TRUE(read(ledger(7, {transaction(second), transaction(first)})).has_loss("the places"));
}

TEST(XrplReader, FindsABreachBetweenLedgersThatFollow) {
    Parts later = direct();
    later.nodes = account_root(1, 891, 781) + ", " + account_root(2, 150, 250);
    const std::string first = ledger(7, {transaction(direct())});
    const auto breach = read(first + "\n" + ledger(8, {transaction(later)}));
    EXPECT_EQ(breach.counts.breaches_count, 1U);
    EXPECT_TRUE(breach.has_loss("balances that do not follow"));
    // After a gap, an opening makes up for what was not read, and that is no loss.
    const auto gap = read(first + "\n" + ledger(9, {transaction(later)}));
    EXPECT_EQ(gap.counts.breaches_count, 0U);
    EXPECT_EQ(gap.counts.openings_count, 3U);
    EXPECT_EQ(gap.report.losses_count(), 0U) << gap.first_loss();
}

TEST(XrplReader, RefusesALedgerTwiceAndSaysWhatIsOutOfOrder) {
    const std::string seven = ledger(7, {transaction(direct())});
    const auto twice = read(seven + "\n" + seven);
    EXPECT_EQ(twice.blocks.size(), 1U);
    EXPECT_EQ(twice.report.rejected_count(), 1U);
    EXPECT_TRUE(read(seven + "\n" + ledger(6, {})).has_loss("it comes after ledger 7"));
    std::string other = ledger(8, {});
    other.replace(other.find(hash('7')), 64, hash('9'));
    EXPECT_TRUE(read(seven + "\n" + other).has_loss("does not follow on the ledger before"));
}

TEST(XrplReader, CountsLedgersThatSayTooLittle) {
    EXPECT_TRUE(read(text("{'ledger_index': 7, 'parent_hash': '", hash('1'), "'}"))
                    .has_loss("without its number or its hash"));
    EXPECT_TRUE(read(text("{'result': {'validated': false, 'ledger': ", ledger(7, {}), "}}"))
                    .has_loss("not validated"));
    const auto header = read(text("{'ledger_index': 7, 'ledger_hash': '", hash('7'),
                                  "', 'transaction_hash': '", hash('1'), "'}"));
    EXPECT_TRUE(header.has_loss("what moved is not known"));
    EXPECT_TRUE(header.blocks.empty());  // A block would say that nothing moved.
    EXPECT_TRUE(read(ledger(7, {text("'", hash('D'), "'")})).blocks.empty());
    EXPECT_TRUE(header.has_loss("when it was closed is not said"));
    EXPECT_TRUE(read("{'result': {'error': 'lgrNotFound', 'status': 'error'}}")
                    .has_loss("an answer that is an error: lgrNotFound"));
    EXPECT_TRUE(read("{'status': 'success', 'result': {}}").has_loss("no ledger and no"));
    EXPECT_EQ(read("{'a': ").report.rejected_count(), 1U);
    EXPECT_EQ(read("nonsense").report.rejected_count(), 1U);
    EXPECT_EQ(read("").report.losses_count(), 0U);
}

TEST(XrplReader, ReadsEverySpellingAsTheSame) {
    const Parts parts = direct();
    const std::string id = hash('A');
    const std::string body_text = body(parts);
    const std::string meta = metadata(parts);
    const auto expected = read(ledger(7, {transaction(parts)}));
    const std::string seven = ledger(7, {transaction(parts)});
    const std::string v2 = ledger(7, {text("{'tx_json': {", body_text, "}, 'meta': ", meta,
                                           ", 'hash': '", id, "', 'validated': true}")});
    for (const std::string& spelling :
         {seven, "[" + seven + "]", "{'result': {'ledger': " + seven + ", 'validated': true}}",
          "{'id': 1, 'type': 'response', 'result': {'ledger': " + seven + "}}", v2,
          ledger(7,
                 {text("{'tx': {", body_text, ", 'hash': '", id, "'}, 'metadata': ", meta, "}")}),
          ledger(7, {text("{", body_text, ", 'hash': '", id, "', 'meta': ", meta, "}")})}) {
        const auto reading = read(spelling);
        ASSERT_EQ(reading.blocks.size(), 1U) << spelling;
        EXPECT_EQ(reading.report.losses_count(), 0U) << reading.first_loss();
        EXPECT_EQ(reading.blocks[0].hash, expected.blocks[0].hash);
        EXPECT_EQ(reading.blocks[0].transfers.size(), expected.blocks[0].transfers.size());
        EXPECT_EQ(reading.blocks[0].accounts, expected.blocks[0].accounts);
    }
}

/// What servers give with `binary`: the same, and proven.
TEST(XrplReader, ReadsALedgerInBytesAsTheSame) {
    const Parts parts = direct();
    const auto hex = [](const std::string& object) {
        return codec::to_hex(*xrpl_json_to_binary(json(object)));
    };
    const std::string blob = hex("{" + body(parts) + "}");
    const std::string meta = hex(metadata(parts));
    const auto expected = read(ledger(7, {transaction(parts)}));
    const std::string header = "00000007" + std::string(16, '0') + hash('6') + hash('a') +
                               hash('b') + "00000001" + "1dcd6500" + "0a" + "00";
    for (const std::string& list : {text("{'tx_blob': '", blob, "', 'meta': '", meta, "'}"),
                                    text("{'tx_blob': '", blob, "', 'meta_blob': '", meta, "'}")}) {
        const auto reading =
            read(text("{'result': {'ledger': {'ledger_data': '", header, "', 'transactions': [",
                      list, "]}, 'ledger_hash': '", hash('7'), "', 'validated': true}}"));
        ASSERT_EQ(reading.blocks.size(), 1U) << reading.first_loss();
        const auto& block = reading.blocks[0];
        EXPECT_EQ(block.height, 7U);
        EXPECT_EQ(block.hash, expected.blocks[0].hash);
        EXPECT_EQ(block.previous, expected.blocks[0].previous);
        EXPECT_EQ(block.time_unix_s, expected.blocks[0].time_unix_s);
        EXPECT_EQ(block.accounts, expected.blocks[0].accounts);
        EXPECT_EQ(reading.counts.ids_proven_count, 1U);
        EXPECT_TRUE(reading.has_loss("recomputed it is"));  // The hashes are made up.
    }
    const auto loose = read(text("{'result': {'tx': '", blob, "', 'meta': '", meta,
                                 "', 'ledger_index': 7, 'date': 500000000}}"));
    ASSERT_EQ(loose.blocks.size(), 1U) << loose.first_loss();
    EXPECT_EQ(loose.blocks[0].accounts, expected.blocks[0].accounts);
    EXPECT_EQ(loose.report.losses_count(), 0U) << loose.first_loss();
    const auto cut = read(text("{'tx_blob': '", blob.substr(0, blob.size() - 2), "', 'meta': '",
                               meta, "', 'ledger_index': 7}"));
    EXPECT_TRUE(cut.has_loss("in bytes that cannot be read"));
}

TEST(XrplReader, MakesOneBlockOfTheLooseTransactionsOfALedger) {
    Parts first = direct();
    Parts second = direct();
    second.index = 1;
    second.hash_digit = 'B';
    second.nodes = account_root(1, 890, 780) + ", " + account_root(2, 150, 250);
    const auto loose = [](const Parts& parts, int ledger_index) {
        return text("{'tx': {", body(parts), "}, 'meta': ", metadata(parts), ", 'hash': '",
                    hash(parts.hash_digit), "', 'ledger_index': ", ledger_index,
                    ", 'date': 1446684800}");
    };
    const auto reading = read(text("{'result': {'transactions': [", loose(second, 7), ", ",
                                   loose(first, 7), ", ", loose(first, 6), "]}}"));
    ASSERT_EQ(reading.blocks.size(), 2U);
    EXPECT_EQ(reading.blocks[0].height, 6U);
    EXPECT_EQ(reading.blocks[1].height, 7U);
    EXPECT_EQ(reading.blocks[1].transactions.size(), 2U);
    EXPECT_EQ(reading.blocks[1].time_unix_s, 1'446'684'800);
    EXPECT_EQ(reading.report.losses_count(), 0U) << reading.first_loss();
}

TEST(XrplReader, ReadsTheClockOfServersAndOfArchives) {
    const auto time_of = [](std::string_view date) {
        const Parts parts = direct();
        return read(text("{'tx': {", body(parts), "}, 'meta': ", metadata(parts), ", 'hash': '",
                         hash('A'), "', 'ledger_index': 7, 'date': ", date, "}"))
            .blocks[0]
            .time_unix_s;
    };
    EXPECT_EQ(time_of("500000000"), 1'446'684'800);
    EXPECT_EQ(time_of("1446684800"), 1'446'684'800);
    EXPECT_EQ(time_of("1446684800000"), 1'446'684'800);
    EXPECT_EQ(time_of("'2015-11-05T00:53:20Z'"), 1'446'684'800);
    EXPECT_EQ(time_of("'2015-11-05T00:53:20+00:00'"), 1'446'684'800);
}

TEST(XrplReader, CountsValuesThatUnitsCannotHold) {
    Parts parts;
    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(2, 3, "0", "1e-31");
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("below 10^-30"));
    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(2, 3, "0", "1e60");
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("more than 256 bits"));
    parts.nodes = account_root(1, 100, 90) + ", " + trust_line(2, 3, "0", "x");
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("an amount that is none"));
    parts.nodes = account_root(1, 100, 90) + ", {'NoNode': {}}";
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("a changed entry that is none"));
}

TEST(XrplReader, SaysThatAnIdIsNotThatOfItsTransaction) {
    Parts parts = direct();
    parts.fields += ", 'TxnSignature': '00'";
    EXPECT_TRUE(read(ledger(7, {transaction(parts)})).has_loss("recomputed it is"));
    EXPECT_EQ(read(ledger(7, {transaction(parts)}), {.is_verified = false}).report.losses_count(),
              0U);
    // A field of another network proves nothing, and is no loss.
    parts.fields += ", 'HookThing': 1";
    EXPECT_EQ(read(ledger(7, {transaction(parts)})).report.losses_count(), 0U);
    parts.fields += ", 'OfferSequence': 'x'";
    EXPECT_TRUE(read(ledger(7, {transaction(direct())})).first_loss().empty());
}

TEST(XrplReader, StopsWhereItsSinkDoes) {
    const std::string bytes = json(ledger(7, {}) + "\n" + ledger(8, {}));
    XrplReader reader;
    Report report("test");
    int calls_count = 0;
    const auto status =
        reader.read(std::as_bytes(std::span(bytes)), report, [&](const auto&) -> Status {
            ++calls_count;
            return Unexpected(Error{Fault::io, "full"});
        });
    EXPECT_FALSE(status);
    EXPECT_EQ(calls_count, 1);
    EXPECT_FALSE(
        reader.read_file("/nonexistent", report, [](const auto&) -> Status { return Done{}; }));
}

TEST(XrplReader, StopsAtItsDepth) {
    const auto nested = [](std::size_t depth) {
        return read(std::string("{'a': ") + std::string(depth, '[') + std::string(depth, ']') +
                    "}");
    };
    EXPECT_TRUE(nested(40).has_loss("no ledger and no transaction"));
    EXPECT_EQ(nested(70).report.first_losses()[0].fault, Fault::over_limit);
}

TEST(XrplReader, CountsALedgerCutAtEveryByteAsALoss) {
    const std::string whole = ledger(7, {transaction(direct())});
    for (std::size_t i = 1; i < whole.size(); ++i) {
        const auto reading = read(whole.substr(0, i));
        EXPECT_TRUE(reading.is_done);
        EXPECT_TRUE(reading.blocks.empty()) << i;
        EXPECT_GT(reading.report.rejected_count(), 0U) << i;
    }
}

}  // namespace
}  // namespace pelf::ingest
