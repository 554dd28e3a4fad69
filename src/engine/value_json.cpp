// SPDX-License-Identifier: Apache-2.0
#include "engine/value_json.hpp"

#include "base/date.hpp"
#include "engine/account_names.hpp"
#include "engine/json.hpp"

namespace pelf::engine {

boost::json::value to_json_value(const Valuation& valuation, const Value& value) {
    if (!value.amount) return nullptr;
    boost::json::object object{{"amount", to_string(*value.amount)},
                               {"asset", valuation.currency()},
                               {"decimals", valuation.decimals()}};
    if (value.price != nullptr) {
        object["price"] = decimal_text(value.price->digits, value.price->decimals);
        object["price_date"] = to_string(value.price->date);
        object["price_source"] = value.price->source;
    }
    return object;
}

boost::json::object to_json_object(const Valuation& valuation, const ValueSum& sum) {
    const std::string valued = to_string(sum.amount);
    return {{"amount", sum.is_whole() ? boost::json::value(valued) : boost::json::value(nullptr)},
            {"asset", valuation.currency()},
            {"decimals", valuation.decimals()},
            {"valued_amount", valued},
            {"valued", sum.valued_count},
            {"unvalued", sum.unvalued_count}};
}

boost::json::object to_json_object(const Valuation& valuation) {
    boost::json::array files;
    for (const Valuation::File& file : valuation.files()) {
        files.push_back({{"file", file.path}, {"sha256", file.sha256}, {"prices", file.prices}});
    }
    std::uint64_t losses = 0;
    for (const ingest::Report& report : valuation.reports()) losses += report.losses_count();
    return {{"currency", valuation.currency()},
            {"decimals", valuation.decimals()},
            {"days_back", valuation.days_back_max()},
            {"files", std::move(files)},
            {"losses", losses}};
}

}  // namespace pelf::engine
