package io.quarkiverse.replicated.benchmarks.checkout;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.StubMethod;

/**
 * A driver whose connections do nothing and allocate nothing: what is left is what lies above it. It answers as PostgreSQL
 * where the library asks, and otherwise one row that names the server, so that every route can be checked.
 * <p>
 * It takes PostgreSQL's URLs and those of H2 in memory, since some of the peers want to know the vendor. The host, or the name
 * of the database in memory, is the name of the server.
 */
public class NoOpDriver implements Driver {

    private static final Pattern URL = Pattern.compile("jdbc:(?:postgresql://|h2:mem:)([\\w-]+).*");

    private static final Class<? extends NoOpConnection> CONNECTION = complete(NoOpConnection.class);
    private static final Class<? extends NoOpStatement> STATEMENT = complete(NoOpStatement.class);
    private static final Class<? extends NoOpResultSet> RESULT_SET = complete(NoOpResultSet.class);

    /** For code that asks {@link DriverManager}, which gives up on all services when one of them fails. */
    static void register() throws SQLException {
        DriverManager.registerDriver(new NoOpDriver());
    }

    /** Every method that has been left out does nothing, and returns 0, false, {@code null} or an empty result. */
    static <T> Class<? extends T> complete(Class<T> type) {
        return new ByteBuddy().subclass(type)
                .method(isAbstract()).intercept(StubMethod.INSTANCE)
                .method(isAbstract().and(returns(ResultSet.class))).intercept(MethodDelegation.to(Empty.class))
                .make().load(type.getClassLoader(), ClassLoadingStrategy.Default.INJECTION).getLoaded();
    }

    static <T> T make(Class<T> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static NoOpStatement statement(NoOpConnection connection) {
        NoOpStatement statement = make(STATEMENT);
        statement.connection = connection;
        statement.rows = resultSet(connection.server, 1);
        return statement;
    }

    static NoOpResultSet resultSet(String server, int rows) {
        NoOpResultSet result = make(RESULT_SET);
        result.server = server;
        result.rows = rows;
        return result;
    }

    /** What takes the place of methods that return rows. Called by generated code. */
    public static final class Empty {

        private Empty() {
        }

        public static ResultSet rows() {
            return resultSet(null, 0);
        }
    }

    @Override
    public Connection connect(String url, Properties properties) {
        Matcher server = URL.matcher(url);
        if (!server.matches()) {
            return null;
        }
        NoOpConnection connection = make(CONNECTION);
        connection.url = url;
        connection.server = server.group(1);
        connection.statement = statement(connection);
        return connection;
    }

    @Override
    public boolean acceptsURL(String url) {
        return URL.matcher(url).matches();
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    /** The prepared form of what it is asked; only the library asks so, and seldom. */
    static PreparedStatement prepared(NoOpConnection connection, String sql) {
        NoOpStatement statement = statement(connection);
        statement.rows.asked = sql;
        return statement;
    }
}
