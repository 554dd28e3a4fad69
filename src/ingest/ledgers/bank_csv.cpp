// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bank_csv.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/date.hpp"
#include "base/text.hpp"
#include "ingest/lists/csv_columns.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::TransferKind;

enum Column : std::size_t { booked, id, from, to, currency, amount, kind, columns_count };
constexpr std::array<std::string_view, columns_count> kColumns{"booked",   "id",     "from", "to",
                                                               "currency", "amount", "kind"};

std::span<const std::byte> bytes_of(std::string_view text) noexcept {
    return std::as_bytes(std::span(text));
}

std::optional<TransferKind> kind_of(std::string_view text) noexcept {
    if (text.empty()) return TransferKind::payment;
    for (const TransferKind kind : {TransferKind::payment, TransferKind::fee, TransferKind::opening,
                                    TransferKind::reversal}) {
        if (text == model::to_string(kind)) return kind;
    }
    return std::nullopt;
}

/// "1250.5" with two places: 125050. Nothing for anything else, zero and too many places included.
std::optional<Uint256> minor_units(std::string_view text, unsigned decimals) {
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string digits(text.substr(0, point));
    if (digits.empty()) return std::nullopt;
    if (point < text.size()) {
        const std::string_view places = text.substr(point + 1);
        if (places.empty() || places.size() > decimals) return std::nullopt;
        digits += places;
        digits.append(decimals - places.size(), '0');
    } else {
        digits.append(decimals, '0');
    }
    const auto units = Uint256::parse_decimal(digits);
    return units && !units->is_zero() ? units : std::nullopt;
}

/// One row, understood.
struct Booking {
    std::int64_t booked_unix_s = 0;
    model::LedgerHash id{};
    AccountName from;
    AccountName to;
    model::AssetName currency;
    Uint256 amount;
    TransferKind kind = TransferKind::payment;
};

class BankReader {
public:
    BankReader(std::string_view text, Report& report, const AccountSink& sink)
        : csv_(text), report_(report), sink_(sink) {}

    Status read() {
        constexpr std::size_t kNeeded[] = {booked, from, to, currency, amount};
        PELF_TRY(columns, NamedColumns::read(csv_, kColumns, kNeeded,
                                             "the columns are booked, id, from, to, currency, "
                                             "amount, kind",
                                             report_.source()));
        columns_ = std::move(columns);
        while (true) {
            const CsvReader::Step step = csv_.next();
            if (step == CsvReader::Step::end) return flush();
            if (step == CsvReader::Step::bad) {
                report_.reject(csv_.fault(), csv_.row_offset_bytes(), csv_.message());
                continue;
            }
            const auto booking = read_row();
            if (!booking) {
                report_.reject(booking.error().fault, csv_.row_offset_bytes(),
                               text("line ", csv_.row_line(), ": ", booking.error().message));
                continue;
            }
            if (booking->booked_unix_s != block_.time_unix_s) PELF_TRY_DONE(flush());
            add(*booking);
            report_.accept();
        }
    }

private:
    std::string_view field(Column column) const { return columns_.field(csv_, column); }

    static Unexpected<Error> malformed(std::string message) {
        return Unexpected(Error{Fault::malformed, std::move(message)});
    }

    Result<AccountName> account(Column column) const {
        const std::string_view number = field(column);
        if (number.empty()) return AccountName::of(AccountKind::outside, {});
        if (number.size() > AccountName::kBytesMax) {
            return Unexpected(
                Error{Fault::over_limit, text("expected an account number of at most ",
                                              AccountName::kBytesMax, " bytes, found ", number)});
        }
        return AccountName::of(AccountKind::bank, bytes_of(number));
    }

    Result<Booking> read_row() const {
        Booking booking;
        const auto moment = parse_as_of(field(booked));
        if (!moment) {
            return malformed(
                text("expected when it was booked, such as 2018-07-04T09:30:00Z, "
                     "found ",
                     field(booked)));
        }
        booking.booked_unix_s = *moment;
        if (*moment < std::max<std::int64_t>(block_.time_unix_s, 0)) {
            return malformed(text("booked before the row above it (", field(booked),
                                  "); sort the file by booking"));
        }
        const auto decimals = currency_decimals(field(currency));
        if (!decimals) {
            return malformed(text("expected a currency of three letters, found ", field(currency)));
        }
        booking.currency =
            model::AssetName::of(model::AssetKind::currency, bytes_of(field(currency)));
        const auto units = minor_units(field(amount), *decimals);
        if (!units) {
            return malformed(text("expected an amount above zero with at most ", *decimals,
                                  " decimal places, found ", field(amount)));
        }
        booking.amount = *units;
        const auto movement = kind_of(field(kind));
        if (!movement) {
            return malformed(
                text("expected payment, fee, opening or reversal, found ", field(kind)));
        }
        booking.kind = *movement;
        if (field(id).size() > kBankIdBytesMax) {
            return Unexpected(Error{
                Fault::over_limit,
                text("expected an id of at most ", kBankIdBytesMax, " bytes, found ", field(id))});
        }
        std::ranges::copy(bytes_of(field(id)), booking.id.begin());
        PELF_TRY(payer, account(from));
        PELF_TRY(payee, account(to));
        if (payer.kind == AccountKind::outside && payee.kind == AccountKind::outside) {
            return malformed("expected an account in from or in to");
        }
        booking.from = payer;
        booking.to = payee;
        return booking;
    }

    void add(const Booking& booking) {
        block_.time_unix_s = booking.booked_unix_s;
        block_.height = static_cast<std::uint64_t>(booking.booked_unix_s);
        const auto at = [](auto& names, const auto& name) {
            names.push_back(name);
            return static_cast<std::uint32_t>(names.size() - 1);
        };
        model::AccountTransfer transfer;
        transfer.from = at(block_.accounts, booking.from);
        transfer.to = at(block_.accounts, booking.to);
        transfer.asset = at(block_.assets, booking.currency);
        transfer.kind = booking.kind;
        transfer.amount = booking.amount;
        block_.transfers.push_back(transfer);
        if (block_.transactions.empty() || block_.transactions.back().hash != booking.id ||
            booking.id == model::LedgerHash{}) {
            block_.transactions.push_back({booking.id, 0});
        }
        ++block_.transactions.back().transfers_count;
    }

    Status flush() {
        if (block_.transactions.empty()) return Done{};
        PELF_TRY_DONE(sink_(block_));
        const std::int64_t time_unix_s = block_.time_unix_s;
        block_ = {};
        block_.time_unix_s = time_unix_s;
        return Done{};
    }

    CsvReader csv_;
    Report& report_;
    const AccountSink& sink_;
    NamedColumns columns_;
    model::AccountBlock block_;
};

}  // namespace

std::optional<unsigned> currency_decimals(std::string_view code) noexcept {
    constexpr std::string_view kNone[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                          "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
    constexpr std::string_view kThree[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    const bool letters = code.size() == 3 && std::ranges::all_of(code, [](char letter) {
                             return letter >= 'A' && letter <= 'Z';
                         });
    if (!letters) return std::nullopt;
    if (std::ranges::find(kNone, code) != std::end(kNone)) return 0;
    if (std::ranges::find(kThree, code) != std::end(kThree)) return 3;
    return 2;
}

Status read_bank_csv(std::string_view text, Report& report, const AccountSink& sink) {
    return BankReader(text, report, sink).read();
}

}  // namespace pelf::ingest
